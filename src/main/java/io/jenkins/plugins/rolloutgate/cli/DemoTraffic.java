package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.traffic.Load;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadGenerator;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadPlan;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.run.Release;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells a release about the requests that were counted since it began, while it runs. What comes in after its last line
 * cannot stand in its record any more, but is in {@link #sent} and {@link #failed}.
 */
final class DemoTraffic implements AutoCloseable {
    private static final long NOTE_EVERY_MILLIS = 500;
    private static final int BUCKETS_PER_SECOND = 10;

    private final LoadGenerator load;
    private final LoadPlan plan;
    private final Release release;
    private final Load before;
    private final ScheduledExecutorService timer;
    private Load noted;

    DemoTraffic(LoadGenerator load, LoadPlan plan, Release release) {
        this.load = load;
        this.plan = plan;
        this.release = release;
        this.before = load.snapshot();
        this.noted = before;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "rollout-gate-demo-traffic");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused =
                timer.scheduleAtFixedRate(this::note, NOTE_EVERY_MILLIS, NOTE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    static String clients(LoadPlan plan) {
        return plan.newConnectionWorkers() + " clients with new connections and " + plan.keepAliveWorkers()
                + " with open ones, " + plan.ratePerWorker() + " requests/s each";
    }

    /** Of the last second. */
    static String rate(Load load) {
        int end = Math.max(0, load.buckets().size() - 1);
        List<Load.Bucket> last = load.buckets().subList(Math.max(0, end - BUCKETS_PER_SECOND), end);
        long answers = last.stream()
                .flatMap(bucket -> bucket.answered().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return answers + " requests/s, " + load.failed() + " failed of " + load.sent();
    }

    long sent() {
        return load.snapshot().sent() - before.sent();
    }

    long failed() {
        return load.snapshot().failed() - before.failed();
    }

    private void note() {
        Load now = load.snapshot();
        ObjectNode data = Json.object()
                .put("sent", now.sent() - noted.sent())
                .put("failed", now.failed() - noted.failed())
                .put("how", "every request of " + clients(plan));
        ObjectNode byImage = data.putObject("byImage");
        images(now).forEach((image, count) -> {
            long more = count - images(noted).getOrDefault(image, 0L);
            if (more > 0) {
                byImage.put(image, more);
            }
        });
        buckets(now, data.putArray("buckets"));
        release.note(EventKind.REQUESTS, data);
        noted = now;
    }

    private static Map<String, Long> images(Load load) {
        Map<String, Long> images = new TreeMap<>();
        load.answered().forEach((responder, count) -> images.merge(responder.image(), count, Long::sum));
        return images;
    }

    /** Only whole buckets; the last one still fills. */
    private void buckets(Load now, ArrayNode rows) {
        String newImage = newImage();
        int from = Math.max(0, noted.buckets().size() - 1);
        for (Load.Bucket bucket :
                now.buckets().subList(from, Math.max(from, now.buckets().size() - 1))) {
            long fresh = 0;
            long old = 0;
            for (Map.Entry<Load.Responder, Long> answer : bucket.answered().entrySet()) {
                boolean isNew = answer.getKey().image().equals(newImage);
                fresh += isNew ? answer.getValue() : 0;
                old += isNew ? 0 : answer.getValue();
            }
            rows.addObject()
                    .put("at", now.start().plus(bucket.offset()).toString())
                    .put("old", old)
                    .put("new", fresh)
                    .put("failed", bucket.failed());
        }
    }

    private String newImage() {
        return release.events().stream()
                .filter(event -> event.kind() == EventKind.BASELINE)
                .map(Event::data)
                .map(data -> data.at("/baseline/newImage").asText())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
