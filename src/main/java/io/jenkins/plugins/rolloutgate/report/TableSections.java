package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.ArrayList;
import java.util.List;

/** The tables of a report: what was measured, asked, done and waited for. */
final class TableSections {
    private final ReleaseReport report;

    TableSections(ReleaseReport report) {
        this.report = report;
    }

    List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        elements.add(tiles());
        if (!report.phases().isEmpty()) {
            elements.add(phases());
        }
        if (!report.gates().isEmpty()) {
            elements.add(gates());
        }
        elements.add(report.writes().isEmpty() ? untouched() : writes());
        if (!report.waits().isEmpty()) {
            elements.add(waits());
        }
        return elements;
    }

    private Element tiles() {
        Element tiles = Element.of(Tag.DIV, "rg-tiles");
        for (Timing timing : report.timings()) {
            boolean missed = timing.status() == Status.MISSED;
            tiles.add(Element.of(Tag.ARTICLE, missed ? "rg-card rg-tile rg-tone fail" : "rg-card rg-tile")
                    .add(
                            Element.of(Tag.DIV, "top")
                                    .add(Element.of(Tag.H3).text(timing.name()), Icons.status(timing.status())),
                            Element.of(Tag.P, "val").text(timing.value() + " ").add(Parts.small(timing.target())),
                            Element.of(Tag.P, "rg-small").text(timing.sentence())));
        }
        return tiles;
    }

    private Element phases() {
        Table table = new Table("Phases", "")
                .head("Phase")
                .column("From (UTC)", "n")
                .column("Took", "n")
                .column("Status");
        for (PhaseRow phase : report.phases()) {
            Element name = Element.of(Tag.SPAN).text(Words.capital(phase.title()));
            if (!phase.note().isEmpty()) {
                name.add(Parts.small(Words.capital(phase.note())));
            }
            table.row(
                    phase.status() == Status.NOW ? "cur" : "",
                    name,
                    Parts.span(Words.clock(phase.from())),
                    Parts.span(Words.text(phase.took())),
                    Icons.status(phase.status()));
        }
        return table.element();
    }

    private Element gates() {
        Table table = new Table("Gates", "what was asked before going on")
                .column("Event", "n")
                .column("Time (UTC)", "n")
                .head("Gate")
                .column("Verdict", "nw")
                .column("Answer");
        for (GateRow gate : report.gates()) {
            Element answer = Element.of(Tag.SPAN).text(Words.capital(gate.sentence()));
            if (!gate.numbers().isEmpty()) {
                answer.add(Parts.folded("Numbers", gate.numbers()));
            }
            table.row(
                    "",
                    Parts.span(gate.event() == 0 ? "" : Words.number(gate.event())),
                    Parts.span(gate.at().map(Words::clock).orElse("")),
                    Parts.span(gate.title()),
                    Icons.status(gate.verdict()),
                    answer);
        }
        return table.element();
    }

    private static Element untouched() {
        return Parts.card("Written to the cluster", "").add(Parts.p("Nothing was written to the cluster."));
    }

    private Element writes() {
        long written = report.writes().stream()
                .filter(write -> write.status() == Status.WRITTEN)
                .count();
        long refused = report.writes().stream()
                .filter(write -> write.status() == Status.NOT_WRITTEN)
                .count();
        Table table = new Table(
                        "Written to the cluster",
                        Words.count(written, "write")
                                + (refused == 0 ? "" : ", " + Words.number(refused) + " not written") + ", namespace "
                                + report.heading().namespace())
                .column("Event", "n")
                .column("Time (UTC)", "n")
                .column("Object")
                .column("Change")
                .column("Who")
                .column("Result");
        for (WriteRow write : report.writes()) {
            table.row(
                    "",
                    Parts.span(Words.number(write.event())),
                    Parts.span(Words.clock(write.at())),
                    Element.of(Tag.SPAN)
                            .text(write.kind() + " ")
                            .add(Element.of(Tag.CODE).text(write.name())),
                    change(write),
                    Parts.span(write.actor()),
                    Element.of(Tag.SPAN).add(Icons.status(write.status()), Parts.small(result(write))));
        }
        return table.element();
    }

    private static Element change(WriteRow write) {
        Element change = Element.of(Tag.SPAN);
        boolean first = true;
        for (WriteRow.Difference difference : write.change()) {
            if (!first) {
                change.add(Element.of(Tag.BR));
            }
            first = false;
            change.text(difference.what());
            if (!difference.before().isEmpty()) {
                change.text(" ")
                        .add(Element.of(Tag.DEL).text(difference.before()))
                        .text(" → ")
                        .add(Element.of(Tag.INS).text(difference.after()));
            }
        }
        return write.patch().isEmpty() ? change : change.add(Parts.folded("Patch", write.patch()));
    }

    static String result(WriteRow write) {
        return write.known()
                + write.took()
                        .map(took -> (write.known().equals("answered") ? " in " : " after ") + Words.text(took))
                        .orElse("");
    }

    private Element waits() {
        Table table = new Table("Waits", "what it saw, and how long that was so")
                .column("Event", "n")
                .column("From (UTC)", "n")
                .column("For", "n")
                .column("Phase")
                .column("Seen");
        for (WaitRow wait : report.waits()) {
            table.row(
                    "",
                    Parts.span(Words.number(wait.event())),
                    Parts.span(Words.clock(wait.from())),
                    Parts.span(Words.text(wait.took())),
                    Parts.span(Words.capital(wait.phase())),
                    Parts.span(Words.capital(wait.text())));
        }
        return table.element();
    }
}
