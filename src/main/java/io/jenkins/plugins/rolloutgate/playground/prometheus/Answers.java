package io.jenkins.plugins.rolloutgate.playground.prometheus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Matrix;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Scalar;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Vector;
import java.math.BigDecimal;
import java.util.List;

/** Writes results and errors as the HTTP API of Prometheus does. */
final class Answers {
    private static final double MILLIS = 1000;

    private Answers() {}

    static ObjectNode success(ObjectNode data) {
        ObjectNode answer = Json.object().put("status", "success");
        answer.set("data", data);
        return answer;
    }

    static ObjectNode error(String type, String message) {
        return Json.object().put("status", "error").put("errorType", type).put("error", message);
    }

    static ObjectNode data(Value value, long millis) {
        if (value instanceof Scalar scalar) {
            ObjectNode data = Json.object().put("resultType", "scalar");
            point(data.putArray("result"), new Point(millis, scalar.value()));
            return data;
        }
        if (value instanceof Matrix matrix) {
            return matrix(matrix.series());
        }
        ObjectNode data = Json.object().put("resultType", "vector");
        ArrayNode result = data.putArray("result");
        for (Sample sample : ((Vector) value).samples()) {
            ObjectNode row = metric(result, sample.labels());
            point(row.putArray("value"), new Point(millis, sample.value()));
        }
        return data;
    }

    static ObjectNode matrix(List<Series> series) {
        ObjectNode data = Json.object().put("resultType", "matrix");
        ArrayNode result = data.putArray("result");
        for (Series one : series) {
            ArrayNode values = metric(result, one.labels()).putArray("values");
            one.points().forEach(point -> point(values.addArray(), point));
        }
        return data;
    }

    private static ObjectNode metric(ArrayNode result, Labels labels) {
        ObjectNode row = result.addObject();
        ObjectNode metric = row.putObject("metric");
        labels.all().forEach(metric::put);
        return row;
    }

    private static void point(ArrayNode pair, Point point) {
        pair.add(point.millis() / MILLIS).add(number(point.value()));
    }

    /** Without an exponent, as Go writes it. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        String plain = BigDecimal.valueOf(value).toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
}
