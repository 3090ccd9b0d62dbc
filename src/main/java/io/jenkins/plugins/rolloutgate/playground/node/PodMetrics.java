package io.jenkins.plugins.rolloutgate.playground.node;

import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork.Usage;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one process measures of the requests that it answered, as Prometheus scrapes it. Requests and durations are real;
 * cache, CPU and memory follow from the number of requests alone. Safe for use by any thread.
 */
final class PodMetrics {
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 0.9, 1, 2.5, 5, 10
    };
    private static final int CACHE_MISS_EVERY = 20;
    private static final long CPU_MILLIS = 2;
    private static final long MEMORY = 120L << 20;
    private static final long MEMORY_PER_REQUEST = 64L << 10;
    private static final int GARBAGE_COLLECTED_EVERY = 16;
    private static final int WINDOW_SECONDS = 15;

    private final String labels;
    private final boolean leaks;
    private final InstantSource clock;
    private final long started;
    private final Map<Integer, Long> codes = new TreeMap<>(Map.of(200, 0L, 500, 0L));
    private final long[] buckets = new long[BOUNDS.length];
    private final TreeMap<Long, Long> bySecond = new TreeMap<>();
    private double seconds;
    private long requests;
    private long hits;

    PodMetrics(String namespace, String pod, boolean leaks, InstantSource clock) {
        this.labels = "namespace=\"" + namespace + "\",pod=\"" + pod + "\"";
        this.leaks = leaks;
        this.clock = clock;
        this.started = clock.instant().getEpochSecond();
    }

    synchronized void answered(int code, double duration) {
        requests++;
        hits += requests % CACHE_MISS_EVERY == 0 ? 0 : 1;
        codes.merge(code, 1L, Long::sum);
        seconds += duration;
        for (int i = 0; i < BOUNDS.length; i++) {
            buckets[i] += duration <= BOUNDS[i] ? 1 : 0;
        }
        long second = clock.instant().getEpochSecond();
        bySecond.merge(second, 1L, Long::sum);
        bySecond.headMap(second - WINDOW_SECONDS).clear();
    }

    /** Of the last 15 whole seconds, as a metrics server reports it. */
    synchronized Usage usage() {
        long second = clock.instant().getEpochSecond();
        long recent = bySecond.subMap(second - WINDOW_SECONDS, second).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long window = Math.max(1, Math.min(WINDOW_SECONDS, second - started));
        return new Usage(1 + recent * CPU_MILLIS / window, memory());
    }

    private long memory() {
        long kept = leaks ? requests : requests % GARBAGE_COLLECTED_EVERY;
        return MEMORY + kept * MEMORY_PER_REQUEST;
    }

    /** In the text format 0.0.4. */
    synchronized String text() {
        StringBuilder text = new StringBuilder();
        head(text, "http_requests_total", "counter", "Requests answered.");
        codes.forEach((code, count) -> line(text, "http_requests_total", ",code=\"" + code + "\"", count));
        head(text, "http_request_duration_seconds", "histogram", "Time to answer a request.");
        for (int i = 0; i < BOUNDS.length; i++) {
            line(text, "http_request_duration_seconds_bucket", ",le=\"" + BOUNDS[i] + "\"", buckets[i]);
        }
        line(text, "http_request_duration_seconds_bucket", ",le=\"+Inf\"", requests);
        line(text, "http_request_duration_seconds_sum", "", seconds);
        line(text, "http_request_duration_seconds_count", "", requests);
        single(text, "cache_lookups_total", "counter", "Requests that asked the cache.", requests);
        single(text, "cache_hits_total", "counter", "Requests that the cache answered.", hits);
        single(text, "process_cpu_seconds_total", "counter", "CPU time used.", requests * CPU_MILLIS / 1000.0);
        single(text, "process_resident_memory_bytes", "gauge", "Memory in use.", memory());
        return text.toString();
    }

    private void single(StringBuilder text, String name, String type, String help, Number value) {
        head(text, name, type, help);
        line(text, name, "", value);
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(StringBuilder text, String name, String more, Number value) {
        text.append(name).append('{').append(labels).append(more).append("} ");
        text.append(value).append('\n');
    }
}
