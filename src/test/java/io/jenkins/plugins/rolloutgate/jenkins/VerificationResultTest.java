package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.HtmlReport;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationResultTest {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void tellsTheVerdictsOfTheLastLook() {
        VerificationResult result = new VerificationResult(report("PASSED"), "job/shop/1/rollout-gate-shop-1/");

        assertThat(result.getId()).isEqualTo("shop-1");
        assertThat(result.getOutcome()).isEqualTo("PASSED");
        assertThat(result.getSeconds()).isEqualTo(60);
        assertThat(result.getVerdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.getObjective()).isEqualTo("error rate");
            assertThat(verdict.getVerdict()).isEqualTo("PASS");
            assertThat(verdict.getSentence()).isEqualTo("0 of 100");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "INCONCLUSIVE", "ABORTED"})
    void onlyWhatWasMetIsAsAsked(String outcome) {
        VerifySloStep step = new VerifySloStep(List.of());
        step.setOnFailure("unstable");

        StepEnd met = step.end(report("PASSED"), "url");
        StepEnd other = step.end(report(outcome), "url");

        assertThat(met.isAsAsked()).isTrue();
        assertThat(other.isAsAsked()).isFalse();
        assertThat(other.unstable()).isTrue();
        assertThat(other.problem()).contains("The reason");
    }

    @Test
    void itsReportCanBeShown() {
        assertThat(HtmlReport.body(report("FAILED"))).contains("FAILED");
    }

    private static ReleaseReport report(String outcome) {
        VerifySpec spec = new VerifyArguments()
                .application("shop")
                .objective(Map.of("objective", "error rate < 1%"))
                .spec(QueryCatalogue.builtIn());
        ObjectNode started = Json.object().put("release", "shop-1").put("strategy", VerifySpec.STRATEGY);
        started.set("spec", Json.tree(spec));
        List<Event> events = List.of(
                new Event(1, START, "dev", EventKind.STARTED, started, ""),
                judged(2, "INCONCLUSIVE", "no requests"),
                judged(3, "PASS", "0 of 100"),
                new Event(
                        4,
                        START.plusSeconds(60),
                        Event.ENGINE,
                        EventKind.ENDED,
                        Json.object().put("outcome", outcome).put("reason", "the reason"),
                        ""));
        return ReleaseReport.of(events, Chain.intact(""), START.plusSeconds(100));
    }

    private static Event judged(int sequence, String verdict, String sentence) {
        ObjectNode data = Json.object().put("phase", 0).put("look", sequence);
        data.putArray("verdicts")
                .addObject()
                .put("objective", "error rate")
                .put("verdict", verdict)
                .put("sentence", sentence);
        return new Event(sequence, START.plusSeconds(sequence), Event.ENGINE, EventKind.JUDGED, data, "");
    }
}
