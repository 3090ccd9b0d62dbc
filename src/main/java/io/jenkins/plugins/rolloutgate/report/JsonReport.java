package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Renders a report as JSON with the field names that {@code docs/record.md} lists; they never change their meaning.
 *
 * <p>Times are ISO 8601 in UTC, durations are whole milliseconds, and what is not known is {@code null}.
 */
public final class JsonReport {
    private static final int SCHEMA = 1;

    private JsonReport() {}

    public static ObjectNode of(ReleaseReport report) {
        Heading heading = report.heading();
        ObjectNode json = Json.object()
                .put("schema", SCHEMA)
                .put("release", heading.release())
                .put("strategy", heading.strategy())
                .put("mode", heading.rollback() ? "ROLLBACK" : "DEPLOY")
                .put("tool", heading.tool())
                .put("application", heading.application())
                .put("cluster", heading.cluster())
                .put("namespace", heading.namespace())
                .put("service", heading.service())
                .put("oldImage", heading.from())
                .put("newImage", heading.to())
                .put("startedBy", heading.startedBy())
                .put("startedAt", heading.startedAt().toString())
                .put("endedAt", text(heading.endedAt()))
                .put("stateAt", heading.stateAt().toString())
                .put("elapsedMillis", heading.elapsed().toMillis())
                .put("status", report.standing().status().name())
                .put("title", report.standing().title())
                .put("reason", report.standing().sentence())
                .put("summary", report.summary().text());
        json.set("safety", safety(report.safety()));
        json.set("timings", timings(report));
        json.set(
                "question",
                report.standing().question().map(Json::<ObjectNode>tree).orElse(null));
        json.set("phases", phases(report));
        json.set("objectives", MeasuredJson.objectives(report));
        json.set("ramp", MeasuredJson.ramp(report));
        json.set("gates", gates(report));
        json.set("writes", writes(report));
        json.set("traffic", traffic(report.timeline()));
        json.set("requests", requests(report));
        report.warnings().forEach(json.putArray("warnings")::add);
        json.set("logs", Json.tree(report.logs()));
        json.putObject("record")
                .put("events", report.events().size())
                .put("head", report.chain().head())
                .put("intact", report.chain().damage().isEmpty())
                .put("damage", report.chain().damage().orElse(null));
        return json;
    }

    static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static ArrayNode rows() {
        return Json.object().arrayNode();
    }

    private static ObjectNode safety(Safety safety) {
        ObjectNode json = Json.object()
                .put("tone", safety.tone().name())
                .put("sentence", safety.sentence())
                .put("detail", safety.detail())
                .put("newShare", safety.newShare().orElse(null));
        ObjectNode facts = json.putObject("facts");
        safety.facts().forEach(fact -> facts.put(fact.label(), fact.value()));
        return json;
    }

    private static ArrayNode timings(ReleaseReport report) {
        ArrayNode rows = rows();
        report.timings()
                .forEach(timing -> rows.addObject()
                        .put("name", timing.name())
                        .put("value", timing.value())
                        .put("target", timing.target())
                        .put("millis", timing.took().map(Duration::toMillis).orElse(null))
                        .put("status", timing.status().name())
                        .put("sentence", timing.sentence()));
        return rows;
    }

    private static ArrayNode phases(ReleaseReport report) {
        ArrayNode rows = rows();
        for (PhaseRow phase : report.phases()) {
            ObjectNode row = rows.addObject()
                    .put("phase", phase.phase())
                    .put("title", phase.title())
                    .put("from", phase.from().toString())
                    .put("millis", phase.took().toMillis())
                    .put("status", phase.status().name())
                    .put("note", phase.note());
            ArrayNode waits = row.putArray("waits");
            phase.waits()
                    .forEach(wait -> waits.addObject()
                            .put("event", wait.event())
                            .put("from", wait.from().toString())
                            .put("millis", wait.took().toMillis())
                            .put("text", wait.text()));
        }
        return rows;
    }

    private static ArrayNode gates(ReleaseReport report) {
        ArrayNode rows = rows();
        for (GateRow gate : report.gates()) {
            ObjectNode row = rows.addObject()
                    .put("event", gate.event())
                    .put("at", text(gate.at()))
                    .put("gate", gate.gate())
                    .put("verdict", gate.verdict().name())
                    .put("sentence", gate.sentence());
            row.set("numbers", gate.numbers().isEmpty() ? Json.object() : Json.parse(gate.numbers()));
        }
        return rows;
    }

    private static ArrayNode writes(ReleaseReport report) {
        ArrayNode rows = rows();
        for (WriteRow write : report.writes()) {
            ObjectNode row = rows.addObject()
                    .put("event", write.event())
                    .put("at", write.at().toString())
                    .put("actor", write.actor())
                    .put("key", write.key())
                    .put("kind", write.kind())
                    .put("name", write.name())
                    .put("status", write.status().name())
                    .put("known", write.known())
                    .put("millis", write.took().map(Duration::toMillis).orElse(null));
            ArrayNode changes = row.putArray("changes");
            write.change()
                    .forEach(change -> changes.addObject()
                            .put("what", change.what())
                            .put("before", change.before())
                            .put("after", change.after()));
        }
        return rows;
    }

    private static ObjectNode traffic(Timeline timeline) {
        ObjectNode json = Json.object().put("counted", timeline.counted()).put("weighted", timeline.weighted());
        shares(json.putArray("shares"), timeline.shares());
        shares(json.putArray("asked"), timeline.asked());
        return json;
    }

    private static void shares(ArrayNode rows, List<Timeline.Share> shares) {
        shares.forEach(share -> rows.addObject()
                .put("at", share.at().toString())
                .put("newShare", share.fresh().orElse(null)));
    }

    private static ArrayNode requests(ReleaseReport report) {
        ArrayNode rows = rows();
        for (RequestCount count : report.requests()) {
            ObjectNode row = rows.addObject()
                    .put("sent", count.sent())
                    .put("failed", count.failed())
                    .put("how", count.how());
            ObjectNode byImage = row.putObject("byImage");
            count.byImage().forEach(byImage::put);
        }
        return rows;
    }
}
