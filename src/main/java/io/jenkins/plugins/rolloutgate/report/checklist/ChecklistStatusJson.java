package io.jenkins.plugins.rolloutgate.report.checklist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.Locale;

/** How a checklist stands, for programs; {@code docs/checklist.md} lists the fields. */
public final class ChecklistStatusJson {
    private ChecklistStatusJson() {}

    public static ObjectNode of(ChecklistReport report) {
        ObjectNode json = Json.object()
                .put("schema", 1)
                .put("id", report.id())
                .put("title", report.title())
                .put("file", report.file())
                .put("summary", report.summary().text())
                .put("done", report.summary().done())
                .put("total", report.summary().total())
                .put("complete", report.summary().complete())
                .put("events", report.events().size())
                .put("head", report.chain().head())
                .put("intact", report.chain().damage().isEmpty());
        ArrayNode items = json.putArray("items");
        report.checklist().items().forEach(item -> items.add(item(report, item)));
        ArrayNode signOffs = json.putArray("signOffs");
        report.state().signOffs().forEach(asked -> signOffs.add(signOff(report, asked)));
        ArrayNode releases = json.putArray("releases");
        report.rollouts()
                .values()
                .forEach(rollout -> releases.add(rollout.data().deepCopy()));
        return json;
    }

    private static ObjectNode item(ChecklistReport report, Item item) {
        ItemState state = report.state().item(item.id());
        ObjectNode json = Json.object()
                .put("id", item.id())
                .put("line", item.line())
                .put("text", item.text())
                .put("status", state.status().name())
                .put("actor", state.actor())
                .put("at", state.at().map(String::valueOf).orElse(""))
                .put("event", state.event())
                .put("sentence", state.sentence());
        json.set("path", Json.tree(report.checklist().path(item.section())));
        json.set("values", Json.tree(state.values()));
        return json;
    }

    private static ObjectNode signOff(ChecklistReport report, SignOff asked) {
        ObjectNode json = Json.object()
                .put("id", asked.id())
                .put("role", asked.role())
                .put("quorum", asked.quorum())
                .put("stage", asked.stage(report.now()).name().toLowerCase(Locale.ROOT));
        json.set("subject", asked.subject().deepCopy());
        ArrayNode approvals = json.putArray("approvedBy");
        for (Event event : asked.signed()) {
            approvals
                    .addObject()
                    .put("actor", event.actor())
                    .put("at", event.time().toString())
                    .put("event", event.sequence());
        }
        return json;
    }
}
