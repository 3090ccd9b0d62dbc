package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Journal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.strategy.Baseline;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Records of invented releases of {@code streamgate}, event by event, on a clock that only {@link #after} moves. */
public final class SampleRecords {
    public static final Instant START = Instant.parse("2026-11-21T02:40:00Z");
    public static final String OLD_IMAGE = "registry.example.com/media/streamgate:1.3";
    public static final String NEW_IMAGE = "registry.example.com/media/streamgate:1.4";

    private final List<String> lines = new ArrayList<>();
    private final UnaryOperator<String> words;
    private final ReleaseRecord record;
    private Instant now = START;

    private SampleRecords(UnaryOperator<String> words) {
        this.words = words;
        try {
            this.record = ReleaseRecord.open(new InMemory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class InMemory implements Journal {
        @Override
        public void append(String line, boolean force) {
            lines.add(line);
        }

        @Override
        public List<String> lines() {
            return List.copyOf(lines);
        }
    }

    public static SampleRecords empty() {
        return new SampleRecords(word -> word);
    }

    /** A record in which every free word is replaced. */
    public static SampleRecords worded(UnaryOperator<String> words) {
        return new SampleRecords(words);
    }

    public SampleRecords after(Duration time) {
        now = now.plus(time);
        return this;
    }

    public SampleRecords after(long millis) {
        return after(Duration.ofMillis(millis));
    }

    public SampleRecords event(String actor, EventKind kind, ObjectNode data) {
        try {
            record.append(now, actor, kind, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public SampleRecords event(EventKind kind, ObjectNode data) {
        return event(Event.ENGINE, kind, data);
    }

    public SampleRecords started(String actor, String mode, String onFailure) {
        ObjectNode spec = Json.object()
                .put("mode", mode)
                .put("cluster", words.apply("prod-eu"))
                .put("namespace", words.apply("media"))
                .put("application", words.apply("streamgate"))
                .put("blue", "streamgate-blue")
                .put("green", "streamgate-green")
                .put("service", words.apply("streamgate-active"))
                .put("image", words.apply(NEW_IMAGE))
                .put("timeout", "PT5M")
                .put("smoke", false)
                .put("onFailure", onFailure);
        spec.putObject("probe").put("path", "/health").put("status", 200).put("port", "");
        ObjectNode data = Json.object()
                .put("release", words.apply("streamgate-20261121-024000"))
                .put("strategy", "blue-green")
                .put("mode", mode)
                .put("tool", "0.1.0");
        data.set("spec", spec);
        return event(words.apply(actor), EventKind.STARTED, data);
    }

    /** Blue has the traffic, green is idle. */
    public SampleRecords baseline(String... warnings) {
        return baselineOf(OLD_IMAGE, NEW_IMAGE, warnings);
    }

    public SampleRecords baselineOf(String oldImage, String newImage, String... warnings) {
        Baseline baseline = new Baseline(
                "streamgate-blue",
                "streamgate-green",
                "streamgate",
                words.apply(oldImage),
                words.apply(newImage),
                3,
                Map.of("app", "streamgate", "version", words.apply("blue")),
                Map.of("app", "streamgate", "version", words.apply("green")),
                words.apply("registry.example.com/media/streamgate:1.2"),
                0,
                Map.of("deployment/streamgate-blue", "b1", "deployment/streamgate-green", "9e"));
        ObjectNode data = Json.object();
        data.set("baseline", Json.tree(baseline));
        ObjectNode manifest = Json.object().put("apiVersion", "apps/v1").put("kind", "Deployment");
        manifest.putObject("metadata")
                .put("name", words.apply("streamgate-blue"))
                .put("namespace", "media");
        manifest.putObject("spec").put("replicas", 3);
        data.putArray("warnings")
                .addAll(List.of(warnings).stream()
                        .map(words)
                        .map(Json::<JsonNode>tree)
                        .toList());
        data.putObject("manifests").set(words.apply("deployment/streamgate-blue"), manifest);
        return event(EventKind.BASELINE, data);
    }

    public SampleRecords owned() {
        return event(
                EventKind.OWNED,
                Json.object()
                        .put("lease", words.apply("rollout-gate-streamgate-active"))
                        .put("epoch", 7)
                        .put("nonce", "3f2a91")
                        .set("epochs", Json.object()));
    }

    public SampleRecords phase(Phase phase) {
        return event(
                EventKind.PHASE, Json.object().put("phase", phase.name()).put("title", words.apply(phase.title())));
    }

    public SampleRecords progress(String text) {
        return event(EventKind.PROGRESS, Json.object().put("text", words.apply(text)));
    }

    public SampleRecords traffic(int blue, int green) {
        return event(
                EventKind.TRAFFIC, Json.object().put("streamgate-blue", blue).put("streamgate-green", green));
    }

    public SampleRecords intent(String key, String kind, String name, String summary) {
        ObjectNode data = Json.object().put("key", key);
        data.putObject("object")
                .put("kind", words.apply(kind))
                .put("namespace", "media")
                .put("name", words.apply(name));
        data.put("summary", words.apply(summary));
        data.putArray("patch")
                .add(Json.object()
                        .put("op", "test")
                        .put("path", "/metadata/uid")
                        .put("value", words.apply("9e")))
                .add(Json.object().put("op", "add").put("path", "/spec/x").put("value", words.apply(summary)));
        return event(EventKind.INTENT, data);
    }

    /** A write that took effect after 12 ms. */
    public SampleRecords write(String key, String kind, String name, String summary) {
        return intent(key, kind, name, summary).after(12).written(key, "answered", 12);
    }

    public SampleRecords written(String key, String known, long millis) {
        return event(
                EventKind.WRITTEN,
                Json.object().put("key", key).put("known", known).put("millis", millis));
    }

    public SampleRecords notWritten(String key, String problem, String reason) {
        ObjectNode data = Json.object().put("key", key);
        if (!problem.isEmpty()) {
            data.put("problem", problem).put("final", false);
        }
        return event(EventKind.NOT_WRITTEN, data.put("reason", words.apply(reason)));
    }

    public SampleRecords gate(String gate, String verdict, String sentence) {
        ObjectNode data =
                Json.object().put("gate", gate).put("verdict", verdict).put("sentence", words.apply(sentence));
        data.putObject("numbers").put(words.apply("asked"), 3).put("slowest", words.apply("14 ms"));
        return event(EventKind.GATE, data);
    }

    public SampleRecords decision(String decision, String reason) {
        return event(EventKind.DECISION, Json.object().put("decision", decision).put("reason", words.apply(reason)));
    }

    public SampleRecords abort(String actor, String reason) {
        return event(
                words.apply(actor), EventKind.ABORT_REQUESTED, Json.object().put("reason", words.apply(reason)));
    }

    public SampleRecords log(String pod, String... logged) {
        ObjectNode data = Json.object()
                .put("pod", words.apply(pod))
                .put("container", words.apply("streamgate"))
                .put("previous", true);
        List.of(logged).forEach(line -> data.withArray("lines").add(words.apply(line)));
        return event(EventKind.LOG, data);
    }

    public SampleRecords drained() {
        return event(
                EventKind.DRAINED,
                Json.object().put("how", "by time").put("detail", words.apply("no counter of the old pods was given")));
    }

    /** Requests of the whole release at 200 a second, by the second; the switch came in second {@code switched}. */
    public SampleRecords requests(int seconds, int switched, int back, int failedIn) {
        long sent = seconds * 200L;
        long failed = failedIn < 0 ? 0 : 17;
        ObjectNode data = Json.object()
                .put("sent", sent)
                .put("failed", failed)
                .put("how", words.apply("load generator, new connection each, 200 requests/s"));
        long fresh = Math.max(0, Math.min(back, seconds) - switched) * 200L;
        data.putObject("byImage")
                .put(words.apply(OLD_IMAGE), sent - fresh - failed)
                .put(words.apply(NEW_IMAGE), fresh);
        for (int second = 0; second < seconds; second++) {
            boolean toNew = second >= switched && second < back;
            data.withArray("buckets")
                    .addObject()
                    .put("at", START.plusSeconds(second).toString())
                    .put("old", toNew ? 0 : 200)
                    .put("new", toNew ? 200 : 0)
                    .put("failed", second == failedIn ? failed : 0);
        }
        return event(EventKind.REQUESTS, data);
    }

    public SampleRecords ended(String outcome, String reason) {
        return event(EventKind.ENDED, Json.object().put("outcome", outcome).put("reason", words.apply(reason)));
    }

    public List<Event> events() {
        return record.events();
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public Instant now() {
        return now;
    }

    public Chain chain() {
        return Chain.intact(record.head());
    }

    public ReleaseReport report() {
        return ReleaseReport.of(events(), chain(), now);
    }

    /** From the start until green is ready, 6.4 s later. */
    public SampleRecords prepared() {
        return started("jana", "DEPLOY", "ROLLBACK")
                .after(31)
                .traffic(3, 0)
                .baseline(
                        "deployment streamgate-blue has no preStop hook: requests under way may be cut when its pods end")
                .after(4)
                .owned()
                .phase(Phase.PREPARE)
                .write(
                        "prepare",
                        "Deployment",
                        "streamgate-green",
                        "image registry.example.com/media/streamgate:1.2 -> " + NEW_IMAGE + ", replicas 0 -> 3")
                .phase(Phase.READY)
                .progress("ready 0 of 3")
                .after(4200)
                .progress("ready 1 of 3")
                .after(1100)
                .progress("ready 2 of 3")
                .after(1053);
    }

    /** Until blue has stood by for its time, 58 s after the start. */
    public SampleRecords switched() {
        return prepared()
                .phase(Phase.PROBE)
                .after(240)
                .gate("probe", "PASS", "3 pods answered GET /health with 200, the slowest within 14 ms")
                .phase(Phase.SWITCH)
                .after(2)
                .write("switch", "Service", "streamgate-active", "selector version blue -> green")
                .phase(Phase.ENDPOINTS)
                .after(9)
                .traffic(0, 3)
                .gate("stands", "PASS", "3 endpoints of the new colour are ready, none of the old one")
                .after(21)
                .gate("probe-active", "PASS", "services/streamgate-active answered GET /health with 200")
                .phase(Phase.WATCH)
                .progress("watching 3 pods");
    }

    public static SampleRecords good() {
        return empty().switched()
                .after(20_000)
                .phase(Phase.DRAIN)
                .progress("old colour stands by, the way back is one write")
                .after(10_000)
                .drained()
                .phase(Phase.SCALE_DOWN)
                .write("scale-old", "Deployment", "streamgate-blue", "replicas 3 -> 0")
                .progress("3 old pods are ending")
                .after(2_300)
                .requests(39, 7, 1000, -1)
                .ended("PROMOTED", NEW_IMAGE + " has all the traffic");
    }

    /** Fails while it is watched, after the switch. */
    public static SampleRecords rolledBack() {
        return empty().switched()
                .after(8_000)
                .gate("stands", "INCONCLUSIVE", "1 of 3 pods of the new colour are ready")
                .progress("1 of 3 pods of the new colour are ready")
                .after(10_000)
                .decision("rollback", "1 of 3 pods of the new colour are ready for 10 s after the switch")
                .log(
                        "streamgate-green-7c9f-x2x1",
                        "02:40:13 WARN  upstream pool exhausted",
                        "02:40:14 ERROR java.lang.OutOfMemoryError: Java heap space")
                .phase(Phase.ROLLBACK)
                .intent("switch-back", "Service", "streamgate-active", "selector version green -> blue")
                .after(30)
                .notWritten("switch-back", "CONFLICT", "service media/streamgate-active was changed in between")
                .after(210)
                .write("switch-back", "Service", "streamgate-active", "selector version green -> blue")
                .after(11)
                .traffic(3, 0)
                .write("scale-new", "Deployment", "streamgate-green", "replicas 3 -> 1")
                .progress("3 bad pods left, ending in steps")
                .after(2_100)
                .write(
                        "scale-new",
                        "Deployment",
                        "streamgate-green",
                        "image " + NEW_IMAGE + " -> registry.example.com/media/streamgate:1.2, replicas 1 -> 0")
                .progress("1 bad pods are ending")
                .after(2_050)
                .requests(29, 7, 25, 15)
                .ended(
                        "ROLLED_BACK",
                        "1 of 3 pods of the new colour are ready for 10 s after the switch; the traffic is back on "
                                + OLD_IMAGE);
    }

    /** Somebody else changed the new colour after the switch. */
    public static SampleRecords held() {
        return empty().switched()
                .after(3_000)
                .decision(
                        "hold",
                        "deployment streamgate-green was given image registry.example.com/media/streamgate:1.5 by somebody else")
                .phase(Phase.HOLD)
                .ended(
                        "HELD",
                        "deployment streamgate-green was given image registry.example.com/media/streamgate:1.5 by somebody else; the"
                                + " traffic is on streamgate-green");
    }

    public static SampleRecords running() {
        return empty().prepared().after(400);
    }

    /** A person asks to go back; blue is then the bad side. */
    public static SampleRecords manualRollback() {
        return empty().started("paul", "ROLLBACK", "HOLD")
                .after(20)
                .traffic(3, 0)
                .baselineOf(/* oldImage= */ NEW_IMAGE, /* newImage= */ OLD_IMAGE)
                .owned()
                .phase(Phase.PREPARE)
                .write("prepare", "Deployment", "streamgate-green", "replicas 0 -> 3")
                .phase(Phase.READY)
                .progress("ready 0 of 3")
                .after(3_000)
                .phase(Phase.PROBE)
                .after(90)
                .gate("probe", "PASS", "3 pods answered GET /health with 200, the slowest within 9 ms")
                .phase(Phase.SWITCH)
                .write("switch", "Service", "streamgate-active", "selector version blue -> green")
                .phase(Phase.ENDPOINTS)
                .after(8)
                .traffic(0, 3)
                .gate("stands", "PASS", "3 endpoints of the new colour are ready, none of the old one")
                .drained()
                .phase(Phase.ROLLBACK)
                .write("scale-old", "Deployment", "streamgate-blue", "replicas 3 -> 1")
                .after(2_000)
                .write("scale-old", "Deployment", "streamgate-blue", "replicas 1 -> 0")
                .after(2_000)
                .ended("ROLLED_BACK", OLD_IMAGE + " has all the traffic again, as asked");
    }

    /** Refused before anything was written. */
    public static SampleRecords refused() {
        return empty().started("jana", "DEPLOY", "ROLLBACK")
                .after(25)
                .traffic(3, 0)
                .ended("ABORTED", "refused: " + NEW_IMAGE + " runs already: use force to release it again");
    }
}
