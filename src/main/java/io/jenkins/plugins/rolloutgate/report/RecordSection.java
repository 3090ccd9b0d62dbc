package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.ArrayList;
import java.util.List;

/** The end of a report: warnings, logs, what stood before, and the record itself. */
final class RecordSection {
    private final ReleaseReport report;

    RecordSection(ReleaseReport report) {
        this.report = report;
    }

    List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        if (!report.warnings().isEmpty()) {
            Element list = Element.of(Tag.UL, "rg-notes");
            report.warnings().forEach(warning -> list.add(Element.of(Tag.LI).text(Words.capital(warning))));
            elements.add(Parts.card("Warnings", "they did not stop the release").add(list));
        }
        if (!report.logs().isEmpty()) {
            Element card = Parts.card("Log lines", "the last ones, as the pods wrote them");
            report.logs()
                    .forEach(log -> card.add(
                            Element.of(Tag.P, "rg-small").text(Words.capital(log.title())),
                            Element.of(Tag.PRE).text(String.join("\n", log.lines()))));
            elements.add(card);
        }
        if (!report.requests().isEmpty()) {
            elements.add(requests());
        }
        if (!report.manifests().isEmpty()) {
            Element card = Parts.card("What stood before", "as the API server gave it before the first write");
            report.manifests().forEach((name, manifest) -> card.add(Parts.folded(name, manifest)));
            elements.add(card);
        }
        elements.add(record());
        elements.add(events());
        return elements;
    }

    private Element requests() {
        Table table = new Table("Requests", "counted from outside the cluster's own bookkeeping")
                .head("Counted by")
                .column("Sent", "n")
                .column("Failed", "n")
                .column("Answered by");
        for (RequestCount count : report.requests()) {
            Element byImage = Element.of(Tag.SPAN);
            count.byImage().entrySet().stream()
                    .sorted((one, other) -> one.getKey().compareTo(other.getKey()))
                    .forEach(e -> byImage.add(
                            Element.of(Tag.SMALL).text(Words.image(e.getKey()) + " " + Words.number(e.getValue()))));
            table.row(
                    "",
                    Parts.span(count.how()),
                    Parts.span(Words.number(count.sent())),
                    Parts.span(Words.number(count.failed())),
                    byImage);
        }
        return table.element();
    }

    private Element record() {
        Chain chain = report.chain();
        int count = report.events().size();
        String last = report.events().isEmpty()
                ? ""
                : ", the last at " + Words.date(report.events().get(count - 1).time());
        Element status = Element.of(Tag.P)
                .add(Icons.status(chain.damage().isEmpty() ? Status.CHAIN_INTACT : Status.DAMAGED))
                .text(" \u00a0" + Words.count(count, "event") + last + ". "
                        + chain.damage()
                                .map(damage -> Words.capital(damage) + ".")
                                .orElse("Every line continues the one before it."));
        return Parts.card("Record", report.heading().release())
                .add(
                        status,
                        Element.of(Tag.DL, "rg-kv rg-small")
                                .add(
                                        Element.of(Tag.DT).text("Head"),
                                        Element.of(Tag.DD)
                                                .add(Element.of(Tag.CODE).text("sha256:" + chain.head()))),
                        Element.of(Tag.P, "rg-small rg-muted")
                                .text("Computed from the record alone. The chain shows every change within the record;"
                                        + " compare the head with the one in the build log or on the Lease to see that its"
                                        + " end was not cut off."));
    }

    private Element events() {
        Table table = new Table("All events", "as recorded")
                .column("Event", "n")
                .column("Time (UTC)", "n")
                .column("Actor", "nw")
                .head("Kind", "nw")
                .column("Data");
        for (Event event : report.events()) {
            table.row(
                    "",
                    Parts.span(Words.number(event.sequence())),
                    Parts.span(Words.clock(event.time())),
                    Parts.span(event.actor()),
                    Parts.span(event.kind().name()),
                    Element.of(Tag.CODE).text(data(event)));
        }
        return Element.of(Tag.DETAILS, "rg-fold")
                .add(
                        Element.of(Tag.SUMMARY)
                                .text("All " + Words.count(report.events().size(), "event")),
                        table.element());
    }

    /** Manifests have their own place above. */
    private static String data(Event event) {
        if (!event.data().has("manifests")) {
            return Json.line(event.data());
        }
        ObjectNode shown = event.data().deepCopy();
        return Json.line(shown.put("manifests", "shown above"));
    }
}
