package io.jenkins.plugins.rolloutgate.metrics.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Any HTTP address that answers with JSON. A query is the path of one number in it, such as {@code $.queue.depth} or
 * {@code $.pools[0]['in use']}; a place that is not there, or is null, is no data. Thread-safe.
 */
public final class HttpJsonSource implements MetricSource {
    private final String name;
    private final HttpEndpoint endpoint;
    private final InstantSource clock;

    /**
     * A source of a name.
     *
     * @param name as it is configured, for people
     * @param clock JSON tells no time
     */
    public HttpJsonSource(String name, HttpEndpoint endpoint, InstantSource clock) {
        this.name = name;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    @Override
    public List<Series> query(String query) throws MetricException {
        try {
            JsonNode found = read().at(JsonPath.parse(query));
            if (found.isMissingNode() || found.isNull()) {
                return List.of();
            }
            return List.of(
                    new Series(Map.of(), number(found, query), clock.instant().toEpochMilli() / 1000.0));
        } catch (MetricException | IllegalArgumentException e) {
            throw new MetricException("metric source " + name + ": " + e.getMessage(), e);
        }
    }

    private JsonNode read() throws MetricException {
        HttpEndpoint.Answer answer = endpoint.get();
        if (!answer.isSuccessful()) {
            throw new MetricException(
                    endpoint.server() + " answered with status " + answer.status() + ": check its address");
        }
        if (answer.json().isMissingNode()) {
            throw new MetricException(endpoint.server() + " did not answer with JSON: check its address");
        }
        return answer.json();
    }

    /** Some write large numbers as texts, so that JavaScript keeps all digits. */
    private static double number(JsonNode found, String query) throws MetricException {
        if (found.isNumber()) {
            return found.asDouble();
        }
        try {
            if (found.isTextual()) {
                return Double.parseDouble(found.asText());
            }
        } catch (NumberFormatException e) {
            throw new MetricException("there is a text at " + query + ": name the place of a number", e);
        }
        throw new MetricException("there is no number at " + query + " but "
                + found.getNodeType().name().toLowerCase(Locale.ROOT) + ": name the place of a number");
    }
}
