package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Reads all targets once each time it is asked; a series that is gone ends with a mark, as in Prometheus. One thread only. */
final class Scraper {
    private static final Duration TIMEOUT = Duration.ofMillis(800);

    private final Supplier<List<Target>> targets;
    private final Samples samples;
    private final OkHttpClient client =
            new OkHttpClient.Builder().callTimeout(TIMEOUT).build();
    private Set<Labels> before = Set.of();

    Scraper(Supplier<List<Target>> targets, Samples samples) {
        this.targets = targets;
        this.samples = samples;
    }

    /** Adds what the targets say now as the points of this time. */
    void scrape(long millis) {
        Set<Labels> seen = new HashSet<>();
        for (Target target : targets.get()) {
            add(read(target), target, millis, seen);
        }
        for (Labels labels : before) {
            if (!seen.contains(labels)) {
                samples.append(labels, millis, Point.STALE);
            }
        }
        before = seen;
        samples.prune(millis);
    }

    private void add(List<Sample> read, Target target, long millis, Set<Labels> seen) {
        Labels up = Labels.of(target.labels()).with(Map.of(Labels.NAME, "up"));
        samples.append(up, millis, read.isEmpty() ? 0 : 1);
        seen.add(up);
        for (Sample sample : read) {
            Map<String, String> labels = new HashMap<>(target.labels());
            labels.putAll(sample.labels().all());
            samples.append(Labels.of(labels), millis, sample.value());
            seen.add(Labels.of(labels));
        }
    }

    /** Nothing when the target does not answer as it should. */
    private List<Sample> read(Target target) {
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + target.port() + "/metrics")
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.isSuccessful() ? Exposition.parse(response.body().string()) : List.of();
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }

    void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
