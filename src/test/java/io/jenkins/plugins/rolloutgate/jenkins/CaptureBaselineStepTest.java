package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureBaselineStepTest {
    private static List<String> measured(CaptureBaselineStep step) {
        VerifyArguments arguments = new VerifyArguments();
        step.complete(arguments);
        return arguments.spec(QueryCatalogue.builtIn()).objectives().stream()
                .map(Objective::name)
                .toList();
    }

    @Test
    void metricsAreSeparatedByCommas() {
        CaptureBaselineStep step = new CaptureBaselineStep("monday");
        step.setMetrics(" p95 , error rate,");

        assertThat(measured(step)).containsExactly("p95", "error rate");
    }

    @Test
    void aPipelineMayWriteThemAsAList() {
        Map<String, Object> read = new CaptureBaselineStep.DescriptorImpl()
                .customInstantiate(Map.of("name", "monday", "metrics", List.of("p95", "error rate")));

        assertThat(read).containsEntry("metrics", "p95, error rate");
    }

    @Test
    void itNeedsAName() {
        assertThatThrownBy(() -> measured(new CaptureBaselineStep(" ")))
                .hasMessage("name is missing: say how later builds call the baseline");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            monday | true
            stable | false
            a b    | false
                   | false
            """)
    void theFormSaysWhatCannotBeAName(String name, boolean fine) {
        assertThat(StepChecks.baseline(name).isEmpty()).isEqualTo(fine);
    }

    @ParameterizedTest
    @CsvSource({
        "team/shop, team, true",
        "team/shop, team/app, true",
        "team/shop, teams, false",
        "team/app/shop, team, false",
        "shop, team, true",
        "shop, '', true",
        "team/shop, '', false"
    })
    void aBaselineIsForTheFolderOfItsJobAndThoseBelow(String job, String folder, boolean covered) {
        assertThat(new Origin(job, 1, "7").covers(folder)).isEqualTo(covered);
    }

    @Test
    void openSloIsReadWithTheOthers() {
        assertThatThrownBy(() -> StepOpenSlo.of("kind: SLO", ""))
                .hasMessage("openSlo: a document is of apiVersion '': only openslo/v1 is read");
        assertThat(StepOpenSlo.of(" ", "").objectives()).isEmpty();
    }
}
