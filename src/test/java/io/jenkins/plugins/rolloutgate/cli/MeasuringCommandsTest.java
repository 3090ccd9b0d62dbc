package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify-slo} and {@code capture-baseline} on files that stand in for metric sources. */
class MeasuringCommandsTest {
    @TempDir
    private Path home;

    private Command command;
    private Path k6;
    private Path junit;

    @BeforeEach
    void open() throws IOException {
        command = Command.in(home);
        k6 = k6(240);
        junit = Files.writeString(
                home.resolve("junit.xml"), "<testsuite><testcase/><testcase><failure/></testcase></testsuite>");
    }

    private Path k6(int p95) throws IOException {
        return Files.writeString(
                home.resolve("k6.json"),
                "{\"metrics\": {\"http_req_duration\": {\"p(95)\": " + p95
                        + "}, \"http_req_failed\": {\"rate\": 0.01}}}");
    }

    private Result verify(String... more) {
        return command.run(
                List.of(
                        "verify-slo",
                        "-a",
                        "web",
                        "--k6",
                        k6.toString(),
                        "--junit",
                        junit.toString(),
                        "--during",
                        "1s",
                        "--every",
                        "1s"),
                more);
    }

    private Result capture(String name) {
        return command.run(
                "capture-baseline",
                name,
                "-a",
                "web",
                "--k6",
                k6.toString(),
                "--during",
                "1s",
                "--every",
                "1s",
                "--metric",
                "p95 (k6)");
    }

    private Path objectives(String yaml) throws IOException {
        return Files.writeString(home.resolve("objectives.yaml"), yaml);
    }

    @Test
    void reportsOfToolsAreReadAsSources() throws IOException {
        Path file = objectives("""
                - {objective: 'p95 (k6) < 400 ms', window: 1ms}
                - {objective: 'error rate (k6) < 5%', window: 1ms}
                - {objective: 'failures (junit) <= 1', window: 1ms}
                """);

        Result result = verify("--objectives", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("p95 (k6) is 240 ms", "error rate (k6) is 1 %", "failures (junit) is 1");
    }

    @Test
    void aVerificationIsNotCalledAReleaseAndItsTimeIsNoTarget() throws IOException {
        Path file = objectives("- {objective: 'error rate (k6) < 5%', window: 1ms}");

        Result result = verify("--objectives", file.toString());

        assertThat(result.out()).startsWith("verification web-").containsPattern("Watched +\\S+ s +at least 1 s +done");
    }

    @Test
    void aFailureInAReportIsNotMet() throws IOException {
        Path file = objectives("- {objective: 'failures (junit) <= 0', window: 1s}");

        Result result = verify("--objectives", file.toString());

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("failures (junit) is 1, and must be <= 0");
    }

    @Test
    void aBaselineIsKeptAndLaterVerificationsAreComparedWithIt() throws IOException {
        Result captured = capture("monday");
        k6(400);

        Result later = command.run(
                "verify-slo",
                "-a",
                "web",
                "--k6",
                k6.toString(),
                "--during",
                "1s",
                "--every",
                "1s",
                "--objectives",
                objectives("- {objective: 'p95 (k6) <= monday + 20%', window: 1s}")
                        .toString());

        assertThat(captured.code()).isEqualTo(ExitCode.DONE);
        assertThat(captured.out()).startsWith("baseline baseline-monday-");
        assertThat(later.out()).contains("66.67 % more than baseline monday with 240 ms");
        assertThat(later.code()).isEqualTo(ExitCode.FAILED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p95 (k6) <= monday + 20%  | there is no baseline monday: capture it first
            p95 < 400 ms              | objective 'p95 < 400 ms' needs metric source prometheus: name it with --prometheus
            """)
    void whatCannotBeMeasuredIsRefusedBeforeThereIsARecord(String objective, String message) {
        Result result = verify("--objective", objective);

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).isEqualTo("rollout-gate: " + message + "\n");
        assertThat(command.records()).doesNotExist();
    }

    @Test
    void anOpenSloFileIsReadAndWhatIsNotTakenOverIsSaid() throws IOException {
        Path file = Files.writeString(home.resolve("slo.yaml"), """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: tests}
                spec:
                  service: web
                  budgetingMethod: Occurrences
                  timeWindow: [{duration: 28d, isRolling: true}]
                  indicator:
                    spec:
                      thresholdMetric: {metricSource: {metricSourceRef: junit, spec: {query: failures}}}
                  objectives: [{op: lte, value: 1, target: 0.9}]
                """);

        Result result = verify("--openslo", file.toString());

        assertThat(result.err()).contains("slo.yaml: SLO tests: timeWindow is not used");
        assertThat(result.out()).as(result.err()).contains("tests");
    }

    @Test
    void aFileOfObjectivesThatIsNoListIsWrongUse() throws IOException {
        Result result = verify("--objectives", objectives("p95: 400").toString());

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).endsWith("objectives.yaml: it must be a list: begin each item with a dash\n");
    }
}
