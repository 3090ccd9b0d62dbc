package io.jenkins.plugins.rolloutgate.metrics.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricHistory;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server with the HTTP API of Prometheus. Queries are sent without a time, so that they are answered by the server's
 * clock. An answer with warnings counts as none, since Thanos so says that a part of the data is missing, and so does
 * VictoriaMetrics with {@code isPartial}. Thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>
 */
public final class PrometheusSource implements MetricHistory {
    private final String name;
    private final HttpEndpoint endpoint;

    /**
     * A source of a name.
     *
     * @param name as it is configured, for people
     */
    public PrometheusSource(String name, HttpEndpoint endpoint) {
        this.name = name;
        this.endpoint = endpoint;
    }

    @Override
    public List<Series> query(String query) throws MetricException {
        JsonNode data = ask("api/v1/query", Map.of("query", query), query);
        JsonNode result = data.path("result");
        String type = data.path("resultType").asText();
        List<Series> found = new ArrayList<>();
        switch (type) {
            case "vector" -> {
                for (JsonNode series : result) {
                    JsonNode value = value(series, "value", query);
                    found.add(new Series(labels(series), number(value, query), time(value)));
                }
            }
            case "scalar" -> found.add(new Series(Map.of(), number(result, query), time(result)));
            case "matrix" ->
                throw problem(
                        "a query answers with a range, not with values of now: remove [...] or use rate()", query);
            case "string" -> throw problem("a query answers with a text, not with numbers", query);
            default -> throw problem("an answer is of type '" + type + "', which is not known", query);
        }
        return found;
    }

    @Override
    public List<Line> range(String query, double from, double to, Duration step) throws MetricException {
        JsonNode data = ask(
                "api/v1/query_range",
                Map.of(
                        "query",
                        query,
                        "start",
                        seconds(from),
                        "end",
                        seconds(to),
                        "step",
                        seconds(step.toMillis() / 1000.0)),
                query);
        if (!data.path("resultType").asText().equals("matrix")) {
            throw problem("an answer is of type '" + data.path("resultType").asText() + "', expected a range", query);
        }
        List<Line> found = new ArrayList<>();
        for (JsonNode series : data.path("result")) {
            List<Point> points = new ArrayList<>();
            for (JsonNode point : value(series, "values", query)) {
                points.add(new Point(time(point), number(point, query)));
            }
            found.add(new Line(labels(series), points));
        }
        return found;
    }

    private JsonNode ask(String path, Map<String, String> form, String query) throws MetricException {
        HttpEndpoint.Answer answer;
        try {
            answer = endpoint.post(path, form);
        } catch (MetricException e) {
            throw new MetricException("metric source " + name + ": " + e.getMessage(), e);
        }
        JsonNode json = answer.json();
        if (json.path("status").asText().equals("error")) {
            throw problem(
                    json.path("errorType").asText("error") + ": "
                            + json.path("error").asText(),
                    query);
        }
        if (!answer.isSuccessful()) {
            throw problem(
                    endpoint.server() + " answered with status " + answer.status() + ": check its address", query);
        }
        if (!json.path("status").asText().equals("success")) {
            throw problem(endpoint.server() + " does not answer as Prometheus does: check its address", query);
        }
        if (!json.path("warnings").isEmpty()) {
            throw problem("warning: " + json.path("warnings").path(0).asText(), query);
        }
        if (json.path("isPartial").asBoolean()) {
            throw problem("the answer is partial: a storage node does not answer", query);
        }
        return json.path("data");
    }

    private JsonNode value(JsonNode series, String field, String query) throws MetricException {
        if (!series.has(field) && (series.has("histogram") || series.has("histograms"))) {
            throw problem(
                    "a query answers with native histograms: use histogram_fraction() or histogram_quantile()", query);
        }
        return series.path(field);
    }

    private static double time(JsonNode point) {
        return point.path(0).asDouble();
    }

    private double number(JsonNode point, String query) throws MetricException {
        String text = point.path(1).asText();
        try {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "nan" -> Double.NaN;
                case "+inf", "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            throw problem("an answer holds '" + text + "', which is no number", query, e);
        }
    }

    private static Map<String, String> labels(JsonNode series) {
        Map<String, String> labels = new TreeMap<>();
        series.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    /** Never an exponent, which not every server reads. */
    private static String seconds(double time) {
        return String.format(Locale.ROOT, "%.3f", time);
    }

    private MetricException problem(String what, String query) {
        return problem(what, query, null);
    }

    private MetricException problem(String what, String query, Throwable cause) {
        return new MetricException("metric source " + name + ": " + oneLine(what) + ", query " + oneLine(query), cause);
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
