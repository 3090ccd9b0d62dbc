package io.jenkins.plugins.rolloutgate.checklist.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import io.jenkins.plugins.rolloutgate.checklist.bind.Suggestions.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Error rate < 0.1%                            | slo error rate < 0.1 %
            Latency P95: ≤ 100ms (cache), ≤ 300ms (miss) | slo p95 <= 100 ms (cache); slo p95 <= 300 ms (miss)
            All pods ready                               | pods ready
            Wait for all pods to be ready                | pods ready
            Traffic split 90/10                          | traffic 10%
            Proceed to 25%                               | traffic 25%
            HPA 3-10                                     | check hpa: min = 3, max = 10
            Min replicas: 3, Max replicas: 10            | check hpa: min = 3, max = 10
            Rollback time < 2 minutes                    | time rollback < 2m
            Deployment time < 5 min                      | time deployment < 5m
            Scale-up latency < 30 sec                    | check scale-up: seconds < 30
            Health endpoint /health answers 200          | gate probe
            TLS certificates valid for more than 30 days | check certificate: days > 30
            SSL certificates valid                       | check certificate
            Blue deployment (3 replicas)                 | check replicas: blue = 3
            Zero downtime verified                       | requests failed = 0
            Downtime: 0 minutes                          | requests failed = 0
            No pod crashes or restarts                   | slo restarts <= 0
            Run smoke test                               | gate smoke
            Automatic rollback working                   | outcome rolled back
            All tests passing                            | junit *
            Team sign-off                                | sign Team
            P95 latency: _____ ms                        | value p95
            Deployment started: _____ (time)             | moment started
            """)
    void proposesProofsForWhatItRecognises(String text, String proof) {
        Checklist read = BindingsTest.read("- [ ] " + text + "\n");

        assertThat(Suggestions.of(read, Bindings.NONE))
                .extracting(Suggestion::binding)
                .containsExactly(proof);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Create runbook",
                "Mean Time to Detect (MTTD): <5 minutes",
                "Average latency: _____ ms",
                "Read 10/90 rule"
            })
    void proposesNothingForTheRest(String text) {
        assertThat(Suggestions.of(BindingsTest.read("- [ ] " + text + "\n"), Bindings.NONE))
                .isEmpty();
    }

    @Test
    void takesThePhaseFromTheSection() {
        Checklist read = BindingsTest.read("## 07:00 - Canary 10% (1 replica)\n- [ ] Error rate < 0.5%\n");

        assertThat(Suggestions.of(read, Bindings.NONE))
                .extracting(Suggestion::binding)
                .containsExactly("slo error rate < 0.5 % at 10%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team-plan", "status-report", "go-live", "launch-day", "deployment-checklist"})
    void writesAFileThatIsReadBack(String name) throws IOException {
        Checklist read = BindingsTest.read(text(name));
        List<Suggestion> suggestions = Suggestions.of(read, Bindings.NONE);

        Bindings bound = Bindings.of(read, BindingFile.read(SuggestedFile.of(read, suggestions)), Map.of());

        assertThat(bound.problems()).isEmpty();
        assertThat(suggestions)
                .isNotEmpty()
                .allSatisfy(suggestion ->
                        assertThat(bound.of(suggestion.item())).isEqualTo(BindingParser.parse(suggestion.binding())));
        assertThat(Suggestions.of(read, bound)).isEmpty();
    }

    @Test
    void turnsTriggersIntoObjectivesOfTwoGrades() throws IOException {
        Checklist read = BindingsTest.read(text("launch-day"));

        assertThat(Criteria.of(read))
                .extracting(criterion -> criterion.severity() + " " + criterion.objective())
                .containsExactly(
                        "ROLLBACK availability >= 99 %",
                        "ROLLBACK error rate <= 5 %",
                        "ROLLBACK p95 <= 1 s",
                        "INVESTIGATE error rate < 1 %",
                        "INVESTIGATE p95 <= 500 ms");
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Checklist.class.getResourceAsStream(name + ".md")) {
            return SourceText.of(in.readAllBytes()).lines().stream()
                    .map(SourceText.Line::text)
                    .reduce("", (all, line) -> all + line + "\n");
        }
    }
}
