package io.jenkins.plugins.rolloutgate.playground.prometheus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Scalar;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Vector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers {@code query}, {@code query_range} and {@code status/buildinfo}. Safe for use by any thread. */
final class QueryApi {
    private static final int MOST_POINTS = 11_000;

    private final Samples samples;
    private final InstantSource clock;

    QueryApi(Samples samples, InstantSource clock) {
        this.samples = samples;
        this.clock = clock;
    }

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            try {
                ObjectNode data = data(exchange.getRequestURI().getPath(), QueryParameters.of(query, form));
                send(exchange, data == null ? 404 : 200, data == null ? notFound() : Answers.success(data));
            } catch (QueryException e) {
                send(exchange, e.status(), Answers.error(e.type(), e.getMessage()));
            }
        }
    }

    private static ObjectNode notFound() {
        return Answers.error("not_found", "the playground answers query, query_range and status/buildinfo only");
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] body = Json.bytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private ObjectNode data(String path, QueryParameters parameters) {
        return switch (path) {
            case "/api/v1/query" -> instant(parameters);
            case "/api/v1/query_range" -> range(parameters);
            case "/api/v1/status/buildinfo" ->
                Json.object().put("version", "2.42.0").put("revision", "playground");
            default -> null;
        };
    }

    private ObjectNode instant(QueryParameters parameters) {
        Expression expression = Parser.parse(parameters.text("query"));
        long time = parameters.time("time", clock.instant());
        return Answers.data(new Evaluator(samples, time).evaluate(expression), time);
    }

    private ObjectNode range(QueryParameters parameters) {
        long start = parameters.time("start");
        long end = parameters.time("end");
        long step = parameters.step();
        if (end < start) {
            throw QueryParameters.invalid("end", "end timestamp must not be before start time");
        }
        if ((end - start) / step > MOST_POINTS) {
            throw QueryException.badData("exceeded maximum resolution of 11,000 points per timeseries."
                    + " Try decreasing the query resolution (?step=XX)");
        }
        Expression expression = Parser.parse(parameters.text("query"));
        if (expression.type() == Expression.Type.RANGE_VECTOR) {
            throw QueryParameters.invalid(
                    "query",
                    "invalid expression type \"range vector\" for range query, must be Scalar or instant Vector");
        }
        Map<Labels, List<Point>> lines = new LinkedHashMap<>();
        for (long time = start; time <= end; time += step) {
            for (Sample sample : samples(new Evaluator(samples, time).evaluate(expression))) {
                lines.computeIfAbsent(sample.labels(), added -> new ArrayList<>())
                        .add(new Point(time, sample.value()));
            }
        }
        return Answers.matrix(lines.entrySet().stream()
                .map(line -> new Series(line.getKey(), line.getValue()))
                .toList());
    }

    private static List<Sample> samples(Value value) {
        return value instanceof Scalar scalar
                ? List.of(new Sample(Labels.NONE, scalar.value()))
                : ((Vector) value).samples();
    }
}
