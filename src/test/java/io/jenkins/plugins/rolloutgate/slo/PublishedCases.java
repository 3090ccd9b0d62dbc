package io.jenkins.plugins.rolloutgate.slo;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Cases with known answers that others have published; each file names its source. */
public final class PublishedCases {
    private PublishedCases() {}

    public static JsonNode read(String file) {
        try (InputStream in = PublishedCases.class.getResourceAsStream(file)) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Stream<JsonNode> cases(String file) {
        return StreamSupport.stream(read(file).get("cases").spliterator(), false);
    }

    /** Null stands for NaN. */
    public static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(value -> value.isNull() ? Double.NaN : value.doubleValue())
                .toArray();
    }
}
