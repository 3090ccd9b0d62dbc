package io.jenkins.plugins.rolloutgate.simulator;

import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.strategy.Action;
import io.jenkins.plugins.rolloutgate.strategy.Change;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import io.jenkins.plugins.rolloutgate.strategy.Strategy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves that the simulation can fail: each rule, broken on purpose, is found within a bounded number of seeds. */
class SafetyRulesCatchTest {
    private static final int SEEDS = 500;

    /** What a bent strategy wants in place of what the right one wants. */
    private interface Bend {
        Action instead(Action right, ReleaseState state, Observation seen);
    }

    private static Sabotage strategy(Bend bend) {
        return new Sabotage() {
            @Override
            public Strategy strategy(Strategy right) {
                return (state, seen, now) -> bend.instead(right.next(state, seen, now), state, seen);
            }
        };
    }

    private static void assertCaught(int rule, Sabotage sabotage) throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try {
                new Simulation(seed, sabotage).run();
            } catch (AssertionError e) {
                if (e.getMessage().startsWith("java.lang.AssertionError: rule " + rule + ":")) {
                    return;
                }
            }
        }
        fail("none of " + SEEDS + " simulated releases broke rule " + rule);
    }

    private static boolean waits(Action action, Phase phase) {
        return action instanceof Action.Wait wait && wait.phase().equals(phase);
    }

    private static boolean decides(Action action, String reason) {
        return action instanceof Action.Note note
                && note.kind() == EventKind.DECISION
                && note.data().path("reason").asText().contains(reason);
    }

    private static String colour(Observation seen) {
        return seen.service(SimulatedWorld.ACTIVE).orElseThrow().selector().get("version");
    }

    /** Moves the traffic to the other colour, whatever stands there. */
    private static Action switchOver(Observation seen) {
        Service service = seen.service(SimulatedWorld.ACTIVE).orElseThrow();
        String other = colour(seen).equals("blue") ? "green" : "blue";
        List<PatchOp> patch = List.of(PatchOp.set("/spec/selector/version", other));
        return new Action.Write(Phase.SWITCH, new Change("switch", service.metadata(), "to " + other, patch));
    }

    @Test
    void rule1CatchesASwitchToPodsThatAreNotReady() throws IOException {
        assertCaught(1, strategy((right, state, seen) -> waits(right, Phase.READY) ? switchOver(seen) : right));
    }

    @Test
    void rule2CatchesAnOldColourThatIsEndedAtOnce() throws IOException {
        assertCaught(2, strategy((right, state, seen) -> {
            Deployment old = seen.deployment(SimulatedWorld.BLUE).orElseThrow();
            boolean early = waits(right, Phase.WATCH) || waits(right, Phase.DRAIN);
            List<PatchOp> patch = List.of(PatchOp.set("/spec/replicas", 0));
            return early && old.desired() > 0
                    ? new Action.Write(Phase.SCALE_DOWN, new Change("scale-old", old.metadata(), "to 0", patch))
                    : right;
        }));
    }

    @Test
    void rule2CatchesTimeThatIsCountedThoughNobodyWatched() throws IOException {
        assertCaught(2, new Sabotage() {
            @Override
            public Strategy strategy(Strategy right) {
                return (state, seen, now) ->
                        right.next(state, seen, state.written("switch").isEmpty() ? now : now.plusSeconds(30));
            }
        });
    }

    @Test
    void rule3CatchesAFailedProbeThatIsIgnored() throws IOException {
        assertCaught(3, strategy((right, state, seen) -> {
            boolean failed = state.gate("probe")
                    .filter(result -> result.verdict() == Verdict.FAIL)
                    .isPresent();
            return failed && decides(right, "") && colour(seen).equals("blue") ? switchOver(seen) : right;
        }));
    }

    @Test
    void rule4CatchesAnEndThatIsNotWhatTheTrafficShows() throws IOException {
        assertCaught(
                4,
                strategy((right, state, seen) -> right instanceof Action.Write write
                                && write.change().key().equals("switch")
                        ? new Action.End(Outcome.PROMOTED, "so it seems")
                        : right));
    }

    @Test
    void rule5CatchesADriverWithoutAFence() throws IOException {
        assertCaught(5, new Sabotage() {
            @Override
            public List<PatchOp> patch(List<PatchOp> right) {
                return right.stream()
                        .filter(op -> !op.op().equals("test") || !op.path().startsWith("/metadata/"))
                        .toList();
            }
        });
    }

    @Test
    void rule6CatchesAForeignSelectorThatIsOverwritten() throws IOException {
        assertCaught(
                6,
                strategy((right, state, seen) -> decides(right, "was pointed to") && decides(right, "by somebody else")
                        ? switchOver(seen)
                        : right));
    }
}
