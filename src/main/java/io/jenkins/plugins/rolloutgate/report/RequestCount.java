package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests that somebody counted from outside.
 *
 * @param how who counted what
 * @param byImage answers by the version that gave them
 * @param buckets the same over time, oldest first; empty if not kept
 */
public record RequestCount(long sent, long failed, String how, Map<String, Long> byImage, List<Bucket> buckets) {
    public RequestCount {
        byImage = Map.copyOf(byImage);
        buckets = List.copyOf(buckets);
    }

    /** Answers of each side from {@code at} on, until the next bucket. */
    public record Bucket(Instant at, long old, long fresh, long failed) {}

    /** One for each way of counting, which may have been told in several parts. */
    static List<RequestCount> of(History history) {
        Map<String, RequestCount> counts = new LinkedHashMap<>();
        history.all(EventKind.REQUESTS)
                .map(event -> of(event.data()))
                .forEach(count -> counts.merge(count.how(), count, RequestCount::and));
        return List.copyOf(counts.values());
    }

    private RequestCount and(RequestCount more) {
        Map<String, Long> images = new TreeMap<>(byImage);
        more.byImage.forEach((image, answers) -> images.merge(image, answers, Long::sum));
        List<Bucket> all = new ArrayList<>(buckets);
        all.addAll(more.buckets);
        all.sort(Comparator.comparing(Bucket::at));
        return new RequestCount(sent + more.sent, failed + more.failed, how, images, all);
    }

    private static RequestCount of(JsonNode data) {
        Map<String, Long> byImage = new TreeMap<>();
        data.path("byImage")
                .properties()
                .forEach(e -> byImage.put(e.getKey(), e.getValue().asLong()));
        List<Bucket> buckets = new ArrayList<>();
        for (JsonNode bucket : data.path("buckets")) {
            bucket(bucket, buckets);
        }
        buckets.sort((one, other) -> one.at().compareTo(other.at()));
        return new RequestCount(
                data.path("sent").asLong(),
                data.path("failed").asLong(),
                data.path("how").asText(""),
                byImage,
                buckets);
    }

    private static void bucket(JsonNode bucket, List<Bucket> to) {
        try {
            to.add(new Bucket(
                    Instant.parse(bucket.path("at").asText()),
                    bucket.path("old").asLong(),
                    bucket.path("new").asLong(),
                    bucket.path("failed").asLong()));
        } catch (DateTimeException e) {
            // A bucket without its time has no place on the line.
        }
    }

    static long failed(List<RequestCount> counts) {
        return counts.stream().mapToLong(RequestCount::failed).sum();
    }

    static long sent(List<RequestCount> counts) {
        return counts.stream().mapToLong(RequestCount::sent).sum();
    }

    /** {@code 0 of 12,345}, or that nobody counted. */
    static String sentence(List<RequestCount> counts) {
        return counts.isEmpty()
                ? "not counted"
                : Words.number(failed(counts)) + " of " + Words.number(sent(counts)) + " counted";
    }
}
