package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.simulator.MemoryJournal;
import io.jenkins.plugins.rolloutgate.strategy.Action;
import io.jenkins.plugins.rolloutgate.strategy.Change;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import io.jenkins.plugins.rolloutgate.strategy.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver does whatever its strategy is. */
class ReleaseDriverTest {
    private static final Action WAIT = new Action.Wait(Phase.WATCH, "watching", Optional.empty(), Optional.empty());

    private final ScriptedCluster cluster = new ScriptedCluster();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private ReleaseRecord record;

    @BeforeEach
    void startRelease() throws IOException {
        record = ReleaseRecord.open(new MemoryJournal());
        record.append(now, "jana", EventKind.STARTED, Json.object().put("release", "r1"));
    }

    private ReleaseDriver driver(Strategy strategy) {
        return driver(strategy, (gate, answer) -> {});
    }

    private ReleaseDriver driver(Strategy strategy, GateRunner gates) {
        return new ReleaseDriver(
                record, strategy, ScriptedCluster.TARGETS, cluster, gates, () -> now, "n1", (gate, answer) -> {});
    }

    private Event last(EventKind kind) {
        return record.events().stream()
                .filter(event -> event.kind() == kind)
                .reduce((one, other) -> other)
                .orElseThrow(() -> new AssertionError("no " + kind + " in the record"));
    }

    @Test
    void timeInWhichTheProcessStoodStillIsNotObserved() throws IOException {
        ReleaseDriver driver = driver((state, seen, at) -> WAIT);
        Instant since = now;
        driver.turn();

        now = now.plus(Duration.ofMinutes(10));
        driver.turn();

        assertThat(last(EventKind.OUTAGE).text("from")).isEqualTo(since.toString());
        assertThat(record.state().observed(since, now)).isZero();
    }

    @Test
    void timeBetweenTheTurnsOfAHealthyDriverIsObserved() throws IOException {
        Action longWait =
                new Action.Wait(Phase.WATCH, "watching", Optional.of(now.plus(Duration.ofHours(1))), Optional.empty());
        ReleaseDriver driver = driver((state, seen, at) -> longWait);
        Instant since = now;

        for (int i = 0; i < 20; i++) {
            now = driver.turn().again().orElseThrow();
        }

        assertThat(record.events()).extracting(Event::kind).doesNotContain(EventKind.OUTAGE);
        assertThat(record.state().observed(since, now))
                .isEqualTo(Duration.between(since, now))
                .isGreaterThan(Duration.ofMinutes(1));
    }

    /** Writes once, and only then does what the test is about; every release that may be stuck has written. */
    private Strategy afterOneWrite(Strategy then) throws IOException {
        record.append(now, Event.ENGINE, EventKind.BASELINE, Json.object().set("baseline", Json.object()));
        Metadata service = new Metadata(ScriptedCluster.TARGETS.service("web-active"), "uid", "1", Map.of());
        Action write = new Action.Write(Phase.SWITCH, new Change("switch", service, "", List.of()));
        return (state, seen, at) -> state.written("switch").isEmpty() ? write : then.next(state, seen, at);
    }

    @Test
    void aDefectOfTheStrategyEndsHeldAndGivesTheLeaseBack() throws IOException {
        ReleaseDriver driver = driver(afterOneWrite((state, seen, at) -> {
            throw new IllegalStateException("no such phase");
        }));

        Turn turn = driver.turn();

        assertThat(turn.over()).isTrue();
        assertThat(record.state().end()).hasValueSatisfying(end -> {
            assertThat(end.outcome()).isEqualTo(Outcome.HELD);
            assertThat(end.reason()).contains("stopped by a defect", "no such phase", "ready endpoints");
        });
        assertThat(cluster.holder()).hasValue("");
    }

    @Test
    void anErrorOfTheStrategyEndsLikeAnyOtherDefect() throws IOException {
        ReleaseDriver driver = driver(afterOneWrite((state, seen, at) -> {
            throw new StackOverflowError();
        }));

        driver.turn();

        assertThat(record.state().end())
                .hasValueSatisfying(end -> assertThat(end.outcome()).isEqualTo(Outcome.HELD));
    }

    @Test
    void aDefectBeforeTheFirstWriteEndsAbortedAsNothingWasChanged() throws IOException {
        ReleaseDriver driver = driver((state, seen, at) -> {
            throw new IllegalStateException("no such phase");
        });

        driver.turn();

        assertThat(record.state().end()).hasValueSatisfying(end -> {
            assertThat(end.outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(end.reason()).endsWith("nothing was changed");
        });
    }

    @Test
    void aReleaseThatHasWrittenIsHeldWhenAnotherOneHasItsLeaseAfterARestart() throws Exception {
        driver(afterOneWrite((state, seen, at) -> WAIT)).turn();
        cluster.give("r2/n9");

        ReleaseDriver restarted = new ReleaseDriver(
                record,
                (state, seen, at) -> WAIT,
                ScriptedCluster.TARGETS,
                cluster,
                (gate, answer) -> {},
                () -> now,
                "n2",
                (gate, answer) -> {});
        restarted.turn();

        assertThat(record.state().end()).hasValueSatisfying(end -> {
            assertThat(end.outcome()).isEqualTo(Outcome.HELD);
            assertThat(end.reason()).contains("release r2 holds lease");
        });
    }

    @Test
    void rightsThatStayRevokedEndHeldAfterAMinute() throws IOException {
        ReleaseDriver driver = driver(afterOneWrite((state, seen, at) -> WAIT));
        driver.turn();
        cluster.problem = Optional.of(new ClusterException(Problem.DENIED, "not allowed to list pods in shop"));

        Instant revoked = now;
        int turns = driveToTheEnd(driver);

        assertThat(record.state().end()).hasValueSatisfying(end -> {
            assertThat(end.outcome()).isEqualTo(Outcome.HELD);
            assertThat(end.reason()).contains("not allowed to list pods in shop", "for 1 min", "ready endpoints");
            assertThat(Duration.between(revoked, end.at())).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(80));
        });
        assertThat(turns).as("the Lease cannot be given back and is left").isLessThan(40);
    }

    private int driveToTheEnd(ReleaseDriver driver) throws IOException {
        int turns = 1;
        for (Turn turn = driver.turn(); !turn.over(); turn = driver.turn()) {
            now = turn.again().orElseThrow();
            assertThat(turns++).isLessThan(100);
        }
        return turns;
    }

    @Test
    void rightsThatComeBackInTimeLetTheReleaseGoOn() throws IOException {
        ReleaseDriver driver = driver(afterOneWrite((state, seen, at) -> WAIT));
        driver.turn();

        for (int i = 0; i < 5; i++) {
            cluster.problem = Optional.of(new ClusterException(Problem.DENIED, "not allowed to list pods in shop"));
            driver.turn();
            now = now.plusSeconds(40);
            cluster.problem = Optional.empty();
            driver.turn();
            now = now.plusSeconds(10);
        }

        assertThat(record.state().end()).isEmpty();
    }

    @Test
    void aClusterThatDoesNotAnswerIsWaitedForHoweverLong() throws IOException {
        ReleaseDriver driver = driver(afterOneWrite((state, seen, at) -> WAIT));
        driver.turn();
        cluster.problem = Optional.of(new ClusterException(Problem.UNKNOWN, "connection refused"));

        for (int i = 0; i < 100; i++) {
            now = driver.turn().again().orElseThrow();
        }

        assertThat(record.state().end()).isEmpty();
    }

    private static Action evaluate(Instant until) {
        return new Action.Evaluate(Phase.DRAIN, new Gate.Explain("explain", "pod-1", "web", false), until);
    }

    @Test
    void aGateThatNeverAnswersIsNotRunHoweverItsStrategyMovesTheLimit() throws IOException {
        ReleaseDriver driver = driver((state, seen, at) ->
                state.gate("explain").isPresent() ? WAIT : evaluate(at.plus(Duration.ofMinutes(1))));
        Instant started = now;

        while (record.state().gate("explain").isEmpty()) {
            now = driver.turn().again().orElseThrow();
            assertThat(Duration.between(started, now)).isLessThan(Duration.ofMinutes(2));
        }

        assertThat(record.state().gate("explain")).hasValueSatisfying(result -> {
            assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
            assertThat(result.sentence()).isEqualTo("explain did not answer within 1 min");
            assertThat(result.at()).isEqualTo(started.plus(Duration.ofMinutes(1)));
        });
    }

    @Test
    void timeInWhichTheProcessStoodStillDoesNotCutAGateShort() throws IOException {
        ReleaseDriver driver = driver((state, seen, at) ->
                state.gate("explain").isPresent() ? WAIT : evaluate(at.plus(Duration.ofMinutes(1))));
        driver.turn();

        now = now.plus(Duration.ofHours(1));
        driver.turn();

        assertThat(record.state().gate("explain")).isEmpty();
    }

    @Test
    void anAnswerThatComesAfterTheLimitIsDropped() throws IOException {
        List<Gate> asked = new ArrayList<>();
        ReleaseDriver driver = driver(
                (state, seen, at) -> state.gate("explain").isPresent() ? WAIT : evaluate(at.plusSeconds(5)),
                (gate, answer) -> asked.add(gate));
        driver.turn();
        now = now.plusSeconds(5);
        driver.turn();

        driver.answered(asked.get(0), new GateRunner.Answer(Verdict.PASS, "late", Json.object()));

        assertThat(asked).hasSize(1);
        assertThat(record.state().gate("explain"))
                .hasValueSatisfying(result -> assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN));
    }

    @Test
    void anOutageThatItsProcessDidNotSurviveIsNotObservedEither() throws IOException {
        ReleaseDriver driver = driver(afterOneWrite((state, seen, at) -> WAIT));
        driver.turn();
        Instant since = now;
        now = now.plusSeconds(20);
        cluster.problem = Optional.of(new ClusterException(Problem.UNKNOWN, "connection refused"));
        driver.turn();

        now = now.plusSeconds(40);
        record.append(now, Event.ENGINE, EventKind.RESUMED, Json.object());

        assertThat(record.state().observed(since, now)).isZero();
    }
}
