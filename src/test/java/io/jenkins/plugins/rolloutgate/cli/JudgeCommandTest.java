package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import io.jenkins.plugins.rolloutgate.slo.PublishedCases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeCommandTest {
    @TempDir
    private Path home;

    private Command command;

    @BeforeEach
    void open() {
        command = Command.in(home);
    }

    private Result judge(String method, String json, String... more) throws IOException {
        Path file = Files.writeString(home.resolve("case.json"), json);
        return command.run(List.of("judge", "--method", method, file.toString()), more);
    }

    /** The cases of ClassifierSuite of Spinnaker Kayenta; the file names repository, commit and path. */
    @TestFactory
    Stream<DynamicTest> publishedCasesAreClassifiedAsPublished() {
        return PublishedCases.cases("kayenta_classifier.json")
                .map(json -> DynamicTest.dynamicTest(json.get("name").asText(), () -> classify(json)));
    }

    private void classify(JsonNode json) throws IOException {
        Result result = judge("aca", json.toString(), "-o", "json");

        String classification = result.json().get("classification").asText();
        if (!json.get("expected_classification").isNull()) {
            assertThat(classification)
                    .isEqualTo(json.get("expected_classification").asText());
        }
        if (json.has("expected_critical")) {
            assertThat(result.json().get("critical")).isEqualTo(json.get("expected_critical"));
        }
        assertThat(result.json().get("sentence").asText()).isNotEmpty();
        assertThat(result.code())
                .isEqualTo(
                        switch (classification) {
                            case "Pass" -> ExitCode.DONE;
                            case "High", "Low" -> ExitCode.FAILED;
                            default -> ExitCode.HELD;
                        });
    }

    @Test
    void asManyLooksAreToldAsTheCaseHas() throws IOException {
        Result result = judge(
                "sequential", "{\"limit\": 0.5, \"looks\": [{\"bad\": 1, \"total\": 9}, {\"bad\": 1, \"total\": 9}]}");

        assertThat(result.out()).containsPattern("looks +2\n");
    }

    @Test
    void aCaseThatIsNoTextIsNamed() throws IOException {
        Path binary = Files.write(home.resolve("case.json"), new byte[] {(byte) 0xff, (byte) 0xfe});

        Result result = command.run("judge", "--method", "threshold", binary.toString());

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).isEqualTo("rollout-gate: " + binary + ": it is no text in UTF-8: name a text file\n");
    }

    @Test
    void whatDecidedIsPrintedForPeople() throws IOException {
        Result result = judge("threshold", """
                {"name": "p95", "unit": "seconds", "limit": 0.4, "values": [0.3, 0.41, 0.35], "failureLimit": 1}
                """);

        assertThat(result.code()).isEqualTo(ExitCode.DONE);
        assertThat(result.out())
                .startsWith("✔ PASS (Pass): p95 is 350 ms, and must be < 400 ms; 1 of 3 looks failed, 1 is tolerated\n")
                .contains("  value           0.35\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            threshold  | {"limit": 1, "values": [0.5, 1.5]}                                             | Fail      | 1
            threshold  | {"limit": 1, "values": [0.5, null]}                                            | Nodata    | 3
            threshold  | {"limit": 1, "values": [0.5, null], "noData": "pass"}                          | Pass      | 0
            threshold  | {"limit": 2, "lowerLimit": 1, "values": [0.5]}                                 | Fail      | 1
            threshold  | {"limit": 0.2, "values": [1.3], "baseline": [1, 1]}                            | Fail      | 1
            threshold  | {"limit": 0.01, "looks": [{"bad": 0, "total": 50}], "minRequests": 100}        | TooFew    | 3
            sequential | {"limit": 0.005, "looks": [{"bad": 5, "total": 100}, {"bad": 6, "total": 100}], "dispersion": 1} | Fail | 1
            sequential | {"limit": 0.005, "looks": [{"bad": 1, "total": 100}, {"bad": 0, "total": 100}]} | Undecided | 3
            sequential | {"limit": 0.005, "looks": [{"bad": 0, "total": 2000}], "dispersion": 1}        | Pass      | 0
            sequential | {"ratio": 1.2, "dispersion": 1, "looks": [{"canary": {"bad": 30, "total": 100}, "stable": {"bad": 9, "total": 900}}]} | Fail | 1
            burn-rate  | {"objective": 99.9, "windows": {"1h": {"bad": 2, "total": 100}, "5m": {"bad": 2, "total": 100}}} | Fail | 1
            burn-rate  | {"objective": 99.9, "windows": {"1h": {"bad": 1, "total": 100}, "5m": {"bad": 2, "total": 100}}} | Pass | 0
            burn-rate  | {"objective": 99.9, "windows": {"1h": {"bad": 1, "total": 100}}}                | Nodata    | 3
            """)
    void eachMethodReadsItsOwnFields(String method, String json, String classification, int code) throws IOException {
        Result result = judge(method, json, "-o", "json");

        assertThat(result.err()).isEmpty();
        assertThat(result.json().get("classification").asText()).isEqualTo(classification);
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void whatAReleaseUsedOfTheBudgetIsSaid() throws IOException {
        Result result = judge("burn-rate", """
                {"objective": 99.9, "budget": {"bad": 50000, "total": 100000000}, "release": {"bad": 700}}
                """, "-o", "json");

        assertThat(result.json().get("sentence").asText())
                .isEqualTo(
                        "50 % of the budget of 30 days is used; this release has used 0.7 % of the budget of 30 days");
    }

    @Test
    void aCaseIsReadFromStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("{\"limit\": 1, \"values\": [0.5]}".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(command.run("judge", "--method", "threshold", "-").code())
                    .isEqualTo(ExitCode.DONE);
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aca        | {"control": [1], "experiment": "none"}                    | experiment must be a list of numbers
            aca        | {"control": [1], "experiment": [1], "direction": "up"}    | direction must be one of increase, decrease, either
            aca        | {"control": [1], "experiment": [1], "confLevel": 98}      | confLevel between 0 and 1
            threshold  | {"values": [1]}                                           | limit must be a number
            threshold  | {"values": [1], "limit": 1, "comparison": "=="}           | comparison must be one of < <= > >=
            threshold  | {"values": [1], "limit": 1, "failureLimit": -1}           | failureLimit must be a whole number of at least 0
            sequential | {"limit": 0.01, "looks": [{"bad": 3, "total": 2}]}        | looks: bad must be from 0 to total
            sequential | {"limit": 1.5, "looks": [{"bad": 1, "total": 2}]}         | needs a limit between 0 % and 100 %
            sequential | {"limit": 0.1, "looks": [], "dispersion": 0.5}            | dispersion must be at least 1
            sequential | {"limit": 0.1, "looks": [], "alpha": 0}                   | needs an alpha between 0 and 1
            sequential | {"limit": 0.1, "looks": [], "beta": 2}                    | alpha and beta must be between 0 and 1
            burn-rate  | {"objective": 100}                                        | an SLO must be between 0 % and 100 %
            burn-rate  | {"objective": 99.9, "windows": {"soon": {"bad": 0, "total": 1}}} | 'soon' must be a duration
            aca        | [1, 2]                                                    | is not a JSON object: give one case
            aca        | {"control":                                               | is not JSON
            """)
    void badInputIsOneLine(String method, String json, String message) throws IOException {
        Result result = judge(method, json);

        assertThat(result.code()).as(result.toString()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).startsWith("rollout-gate: ").contains(message).endsWith("\n");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void anUnknownMethodOrFileIsOneLine() {
        assertThat(command.run("judge", "--method", "guess", "x").err())
                .contains("must be aca, sequential, threshold or burn-rate, not 'guess'")
                .hasLineCount(1);
        Result result = command.run(
                "judge", "--method", "aca", home.resolve("none.json").toString());
        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).contains("none.json: there is no such file");
    }
}
