package io.jenkins.plugins.rolloutgate.metrics.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The summary of a load test with k6, as {@code --summary-export} or {@code handleSummary} write it. A query is a metric
 * and one of its values: {@code http_req_failed.rate}, {@code http_req_duration.p(95)}; durations are in milliseconds.
 * Thread-safe.
 *
 * @see <a href="https://grafana.com/docs/k6/latest/results-output/end-of-test/custom-summary/">custom summary</a>
 */
public final class K6Summary implements MetricSource {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ReportFile file;
    private final InstantSource clock;

    /**
     * A source of a name.
     *
     * @param clock the summary tells no time
     */
    public K6Summary(String name, Report report, InstantSource clock) {
        this.file = new ReportFile(name, report, "run k6 with --summary-export");
        this.clock = clock;
    }

    @Override
    public List<Series> query(String query) throws MetricException {
        JsonNode metrics = metrics();
        String asked = query.strip();
        // The name of a metric with tags may have dots of its own.
        int dot = asked.lastIndexOf('.', asked.contains("(") ? asked.lastIndexOf('(') : asked.length());
        if (dot < 1) {
            throw file.problem("'" + asked + "' is no query: write METRIC.VALUE, such as http_req_failed.rate", null);
        }
        JsonNode metric = metrics.path(asked.substring(0, dot));
        JsonNode value = value(metric, asked.substring(dot + 1));
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isNumber()) {
            throw file.problem("there is no number at " + asked, null);
        }
        return List.of(new Series(Map.of(), value.asDouble(), clock.instant().toEpochMilli() / 1000.0));
    }

    /** The older format has the values beside each other, and calls a rate its value. */
    private static JsonNode value(JsonNode metric, String value) {
        JsonNode values = metric.path("values");
        if (values.isObject()) {
            return values.path(value);
        }
        return value.equals("rate") && !metric.has("rate") ? metric.path("value") : metric.path(value);
    }

    private JsonNode metrics() throws MetricException {
        try {
            JsonNode metrics = MAPPER.readTree(file.read()).path("metrics");
            if (metrics.isObject()) {
                return metrics;
            }
        } catch (IOException e) {
            throw file.problem("the file is no JSON: give the summary of k6", e);
        }
        throw file.problem("the file has no metrics: give the summary of k6", null);
    }
}
