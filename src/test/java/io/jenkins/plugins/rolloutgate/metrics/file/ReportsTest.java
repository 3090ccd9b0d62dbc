package io.jenkins.plugins.rolloutgate.metrics.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource.Series;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsTest {
    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(42);

    private static final String EXPORTED = """
            {"metrics": {"http_req_duration": {"avg": 120.5, "p(95)": 300.25, "max": 900},
              "http_req_duration{url:http://a.b}": {"p(95)": 12},
              "http_req_failed": {"passes": 3, "fails": 97, "value": 0.03},
              "http_reqs": {"count": 100, "rate": 9.9}}}
            """;
    private static final String HANDLED = """
            {"metrics": {"http_req_duration": {"type": "trend", "values": {"avg": 120.5, "p(95)": 300.25, "p(99.9)": 800}},
              "http_req_failed": {"type": "rate", "values": {"rate": 0.03, "passes": 3, "fails": 97}}}}
            """;

    private static final String JUNIT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="99"><testsuite name="a" tests="99" failures="99">
              <testcase name="1"/>
              <testcase name="2"><failure message="no">stack</failure></testcase>
              <testsuite name="b"><testcase name="3"><error/></testcase><testcase name="4"><skipped/></testcase></testsuite>
              <error>of the suite</error>
            </testsuite></testsuites>
            """;

    private static Report of(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MetricSource k6(String text) {
        return new K6Summary("load", of(text), CLOCK);
    }

    private static MetricSource junit(String text) {
        return new JunitFile("smoke", of(text), CLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "http_req_duration.p(95), 300.25",
        "http_req_duration.avg, 120.5",
        "http_req_duration{url:http://a.b}.p(95), 12",
        "http_req_failed.rate, 0.03",
        "http_reqs.rate, 9.9"
    })
    void anExportedSummaryIsRead(String query, double value) throws MetricException {
        assertThat(k6(EXPORTED).query(query)).containsExactly(new Series(Map.of(), value, 42));
    }

    @ParameterizedTest
    @CsvSource({"http_req_duration.p(95), 300.25", "http_req_duration.p(99.9), 800", "http_req_failed.rate, 0.03"})
    void aHandledSummaryIsRead(String query, double value) throws MetricException {
        assertThat(k6(HANDLED).query(query)).containsExactly(new Series(Map.of(), value, 42));
    }

    @Test
    void whatASummaryDoesNotHaveIsNoData() throws MetricException {
        assertThat(k6(EXPORTED).query("http_req_duration.p(99)")).isEmpty();
        assertThat(k6(EXPORTED).query("checks.rate")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithASummary() {
        assertThatThrownBy(() -> k6("nonsense").query("a.b"))
                .isInstanceOf(MetricException.class)
                .hasMessage("metric source load: the file is no JSON: give the summary of k6");
        assertThatThrownBy(() -> k6("{}").query("a.b")).hasMessageContaining("the file has no metrics");
        assertThatThrownBy(() -> k6(EXPORTED).query("http_reqs")).hasMessageContaining("write METRIC.VALUE");
    }

    @ParameterizedTest
    @CsvSource({"tests, 4", "failures, 1", "errors, 1", "skipped, 1"})
    void testCasesAreCounted(String query, double value) throws MetricException {
        assertThat(junit(JUNIT).query(query)).containsExactly(new Series(Map.of(), value, 42));
    }

    @Test
    void aReportWithoutTestsIsNoData() throws MetricException {
        assertThat(junit("<testsuite tests='0'/>").query("failures")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAReport() {
        assertThatThrownBy(() -> junit("nonsense").query("tests"))
                .hasMessage("metric source smoke: the file is no XML: give a JUnit report");
        assertThatThrownBy(() -> junit(JUNIT).query("passed")).hasMessageContaining("write tests, failures");
    }

    @Test
    void nothingThatAReportNamesIsRead() throws Exception {
        Path secret = Files.createTempFile("secret", ".xml");
        Files.writeString(secret, "<testcase/>");
        String xml = "<!DOCTYPE t [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><testsuite><testcase/>&x;</testsuite>";

        assertThatThrownBy(() -> junit(xml).query("tests")).hasMessageContaining("the file is no XML");
        Files.delete(secret);
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = Path.of("build", "no-such-summary.json");

        assertThatThrownBy(() -> new K6Summary("load", () -> Files.newInputStream(missing), CLOCK).query("a.b"))
                .hasMessage("metric source load: there is no file " + missing + ": run k6 with --summary-export");
    }
}
