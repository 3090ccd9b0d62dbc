package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.kubernetes.KubernetesSource;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long watches, baselines that they leave behind, and verifications that are compared with these. */
class VerificationTest {
    private static final long MEBI = 1 << 20;

    @TempDir
    private Path root;

    private ReleaseStore store;
    private Verification verification;
    private Baselines baselines;

    /** Pods of the Kubernetes API whose memory depends on the hours since the start. */
    private ToDoubleFunction<Double> memory = hours -> 200 * MEBI;

    @BeforeEach
    void open() {
        store = new ReleaseStore(root);
        baselines = new Baselines(store, Instant.MAX, origin -> true);
        verification = new Verification(new Metrics() {
            @Override
            public Map<String, MetricSource> sources() {
                return Map.of("kubernetes", kubernetes());
            }

            @Override
            public List<Sample> baseline(Objective objective) {
                return baselines.samples(objective);
            }
        });
    }

    private MetricSource kubernetes() {
        PodUsage pods = (namespace, deployment) -> List.of(new PodUsage.Usage(
                deployment + "-1",
                2,
                List.of(new PodUsage.Container("app", Map.of("memory", memory()), Map.of(), Map.of()))));
        return new KubernetesSource("kubernetes", pods, NoCluster.INSTANCE, verification::now);
    }

    private double memory() {
        return memory.applyAsDouble(
                Duration.between(Verification.START, verification.now()).toMinutes() / 60.0);
    }

    private static VerifyArguments watch() {
        return new VerifyArguments()
                .namespace("shop")
                .application("web")
                .during("24h")
                .every("15m");
    }

    private static VerifySpec spec(VerifyArguments arguments) {
        return arguments.spec(QueryCatalogue.builtIn());
    }

    private static VerifySpec noLeak() {
        return spec(watch().objective(Map.of(
                "objective", "memory per pod (kubernetes) < 10%", "method", "trend", "name", "no leak")));
    }

    private static VerifySpec baseline() {
        return spec(
                watch().capture("monday").metric("memory per pod (kubernetes)").metric("restarts"));
    }

    private static VerifySpec comparing(String objective) {
        return spec(watch().during("30m").every("5m").objective(Map.of("objective", objective)));
    }

    private static Outcome outcome(ReleaseState state) {
        return state.end().orElseThrow().outcome();
    }

    @Test
    void aDayWithoutALeakIsMet() throws IOException {
        memory = hours -> (200 + 3 * Math.sin(hours * 7)) * MEBI;

        ReleaseState state = verification.play(store, "day", noLeak());

        assertThat(outcome(state)).isEqualTo(Outcome.PASSED);
        assertThat(state.ramp().looks(0)).hasSize(97);
        assertThat(state.end().orElseThrow().reason()).contains("no leak changed by", "in 24 h");
    }

    @Test
    void aLeakOfAFewMebibytesAnHourIsFoundBeforeTheDayIsOver() throws IOException {
        memory = hours -> (200 + 5 * hours + 3 * Math.sin(hours * 7)) * MEBI;

        ReleaseState state = verification.play(store, "leak", noLeak());

        assertThat(outcome(state)).isEqualTo(Outcome.FAILED);
        assertThat(state.end().orElseThrow().at()).isBefore(Verification.START.plus(Duration.ofHours(12)));
    }

    @Test
    void aWatchWhoseProcessDiesGoesOnWithoutTheTimeInWhichNobodyLooked() throws IOException {
        verification.play(store, "day", noLeak(), "team/shop", Verification.START.plus(Duration.ofHours(7)));
        verification.play(
                new ReleaseStore(root.resolve("elsewhere")),
                "other",
                noLeak(),
                "team/shop",
                Verification.START.plus(Duration.ofHours(10)));

        ReleaseState state = verification.play(store, "day", noLeak());

        assertThat(outcome(state)).isEqualTo(Outcome.PASSED);
        assertThat(state.end().orElseThrow().at())
                .isBetween(
                        Verification.START.plus(Duration.ofHours(27)),
                        Verification.START.plus(Duration.ofMinutes(27 * 60 + 20)));
    }

    @Test
    void aBaselineKeepsValuesAndTrendsOfItsMetrics() throws IOException {
        memory = hours -> (200 + 20 * hours) * MEBI;

        ReleaseState state = verification.play(store, "baseline-monday-1", baseline());

        assertThat(outcome(state)).isEqualTo(Outcome.PASSED);
        assertThat(state.end().orElseThrow().reason())
                .contains("memory per pod (kubernetes) changed by 480Mi in 24 h around 440Mi")
                .contains("restarts changed by 0 in 24 h around 2");
    }

    @Test
    void whatCouldNotBeMeasuredIsNoBaseline() throws IOException {
        VerifySpec elsewhere = spec(watch().capture("monday").metric("p95"));

        ReleaseState state = verification.play(store, "baseline-monday-1", elsewhere);

        assertThat(outcome(state)).isEqualTo(Outcome.INCONCLUSIVE);
        assertThatThrownBy(
                        () -> baselines.check(comparing("p95 <= monday + 20%").objectives()))
                .hasMessage("baseline monday was not captured, release baseline-monday-1 ended INCONCLUSIVE:"
                        + " capture it again");
    }

    @ParameterizedTest
    @CsvSource({
        "memory per pod (kubernetes) <= monday + 20%, PASSED",
        "memory per pod (kubernetes) <= monday + 5%, FAILED"
    })
    void aLaterVerificationIsComparedWithABaseline(String objective, Outcome expected) throws IOException {
        verification.play(store, "baseline-monday-1", baseline());
        memory = hours -> 220 * MEBI;
        VerifySpec spec = comparing(objective);

        baselines.check(spec.objectives());
        ReleaseState state = verification.play(store, "later", spec);

        assertThat(outcome(state)).isEqualTo(expected);
        assertThat(state.end().orElseThrow().reason()).contains("10 % more than baseline monday with 200Mi");
    }

    @Test
    void ranksAreComparedWithABaselineToo() throws IOException {
        memory = hours -> (200 + 3 * Math.sin(hours * 7)) * MEBI;
        verification.play(store, "baseline-monday-1", baseline());
        memory = hours -> (260 + 3 * Math.sin(hours * 7)) * MEBI;
        VerifySpec spec = spec(watch().during("2h")
                .every("5m")
                .objective(Map.of("objective", "memory per pod (kubernetes) <= monday + 10%", "method", "aca")));

        ReleaseState state = verification.play(store, "later", spec);

        assertThat(outcome(state)).isEqualTo(Outcome.FAILED);
        assertThat(state.end().orElseThrow().reason()).contains("beside baseline monday");
    }

    @Test
    void theSamplesThatDecidedStandInTheRecordOfWhoIsCompared() throws IOException {
        verification.play(store, "baseline-monday-1", baseline());

        ReleaseState state =
                verification.play(store, "later", comparing("memory per pod (kubernetes) <= monday + 20%"));

        JsonNode first = state.ramp().looks(0).get(0).samples();
        JsonNode second = state.ramp().looks(0).get(1).samples();
        assertThat(first.findValuesAsText("side")).hasSize(98).contains("baseline");
        assertThat(second.findValuesAsText("side")).containsExactly("release");
    }

    @Test
    void aBaselineThatIsCapturedLaterDoesNotChangeWhatARunningReleaseIsComparedWith() throws IOException {
        verification.play(store, "baseline-monday-1", baseline());
        Instant began = verification.now();
        memory = hours -> 900 * MEBI;
        verification.play(store, "baseline-monday-2", baseline());
        Objective objective = comparing("memory per pod (kubernetes) <= monday + 20%")
                .objectives()
                .get(0);

        assertThat(new Baselines(store, began, origin -> true).samples(objective))
                .allSatisfy(sample -> assertThat(sample.value()).hasValue(200.0 * MEBI));
        assertThat(baselines.samples(objective))
                .allSatisfy(sample -> assertThat(sample.value()).hasValue(900.0 * MEBI));
    }

    @Test
    void theLastCompleteBaselineIsUsedWhileANewOneIsCaptured() throws IOException {
        verification.play(store, "baseline-monday-1", baseline());
        verification.play(
                store,
                "baseline-monday-2",
                baseline(),
                "team/shop",
                verification.now().plus(Duration.ofHours(2)));

        assertThat(baselines.samples(
                        comparing("restarts <= monday + 0%").objectives().get(0)))
                .hasSize(97);
    }

    private String refusal(String objective) {
        try {
            baselines.check(comparing(objective).objectives());
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Test
    void anUnknownBaselineIsRefused() throws IOException {
        verification.play(store, "baseline-monday-1", baseline());

        assertThat(refusal("restarts <= tuesday + 0%"))
                .isEqualTo("there is no baseline tuesday, there are monday: capture it first");
    }

    @Test
    void anUnfinishedBaselineIsRefused() throws IOException {
        verification.play(
                store, "baseline-monday-1", baseline(), "team/shop", Verification.START.plus(Duration.ofHours(2)));

        assertThat(refusal("restarts <= monday + 0%"))
                .isEqualTo("baseline monday is not finished, see release baseline-monday-1: wait for its end");
    }

    @Test
    void aDamagedBaselineIsRefusedThoughAnOlderOneIsThere() throws IOException {
        verification.play(store, "baseline-monday-1", baseline());
        verification.play(store, "baseline-monday-2", baseline());
        Path journal = store.journal("baseline-monday-2");
        Files.writeString(journal, Files.readString(journal).replace("\"value\":2.0", "\"value\":3.0"));

        assertThat(refusal("restarts <= monday + 0%"))
                .startsWith("baseline monday is damaged, record baseline-monday-2: line ")
                .endsWith("; capture it again");
    }

    @Test
    void aBaselineThatMeasuredSomethingElseIsRefused() throws IOException {
        verification.play(store, "baseline-monday-1", baseline());

        assertThat(refusal("p95 <= monday + 20%"))
                .isEqualTo("baseline monday has not measured what objective 'p95 <= monday + 20%' asks, it has"
                        + " memory per pod (kubernetes), restarts: capture that too");
    }

    @Test
    void aBaselineOfSomebodyElseDoesNotExist() throws IOException {
        verification.play(store, "baseline-monday-1", baseline(), "other/shop", Instant.MAX);
        baselines = new Baselines(
                store, Instant.MAX, origin -> origin.path("job").asText().startsWith("team/"));

        assertThat(refusal("restarts <= monday + 0%")).isEqualTo("there is no baseline monday: capture it first");
    }
}
