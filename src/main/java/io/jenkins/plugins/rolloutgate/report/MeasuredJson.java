package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;

/** The part of the JSON report that tells what was measured. */
final class MeasuredJson {
    private MeasuredJson() {}

    static ArrayNode objectives(ReleaseReport report) {
        ArrayNode rows = Json.object().arrayNode();
        for (ObjectiveRow objective : report.objectives()) {
            ObjectNode row = rows.addObject()
                    .put("name", objective.name())
                    .put("text", objective.text())
                    .put("severity", objective.severity())
                    .put("verdict", objective.verdict().name())
                    .put("reason", objective.reason())
                    .put("sentence", objective.sentence())
                    .put("unit", objective.unit().name())
                    .put("value", objective.value().orElse(null))
                    .put("upper", objective.upper().orElse(null))
                    .put("lower", objective.lower().orElse(null))
                    .put("good", objective.good())
                    .put("looked", objective.looked());
            row.set("numbers", objective.numbers().isObject() ? objective.numbers() : Json.object());
            row.set("queries", Json.tree(objective.queries()));
            ArrayNode looks = row.putArray("looks");
            objective
                    .looks()
                    .forEach(look -> looks.addObject()
                            .put("at", look.at().toString())
                            .put("phase", look.phase())
                            .put("look", look.number())
                            .put("value", look.value().orElse(null))
                            .put("other", look.other().orElse(null))
                            .put("verdict", look.verdict().name()));
        }
        return rows;
    }

    static ArrayNode ramp(ReleaseReport report) {
        ArrayNode rows = Json.object().arrayNode();
        for (RampRow phase : report.ramp()) {
            ObjectNode row = rows.addObject()
                    .put("phase", phase.phase())
                    .put("percent", phase.percent())
                    .put("holdMillis", phase.hold().toMillis())
                    .put("heldMillis", phase.held().toMillis())
                    .put("from", JsonReport.text(phase.from()))
                    .put("to", JsonReport.text(phase.to()))
                    .put("status", phase.status().name())
                    .put("by", phase.by())
                    .put("reason", phase.reason());
            ArrayNode measured = row.putArray("measured");
            phase.cells()
                    .forEach(cell -> measured.addObject()
                            .put("objective", cell.objective())
                            .put("value", cell.number().orElse(null))
                            .put("verdict", cell.verdict().name())
                            .put("sentence", cell.sentence()));
        }
        return rows;
    }
}
