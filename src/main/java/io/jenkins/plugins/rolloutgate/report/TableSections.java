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
        if (report.heading().movesTraffic()) {
            elements.add(tiles());
        }
        if (report.heading().movesTraffic() && !report.phases().isEmpty()) {
            elements.add(phases());
        }
        if (!report.gates().isEmpty()) {
            elements.add(gates());
        }
        if (report.heading().movesTraffic()) {
            elements.add(report.writes().isEmpty() ? untouched() : writes());
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
        Table table = new Table("Phases", "and what was waited for")
                .head("Phase", "ph")
                .column("From (UTC)", "n")
                .column("Took", "n")
                .column("Status", "nw")
                .column("Seen");
        for (PhaseRow phase : report.phases()) {
            table.row(
                    phase.status() == Status.NOW ? "cur" : "",
                    Parts.span(Words.capital(phase.shown())),
                    Parts.span(Words.clock(phase.from())),
                    Parts.span(Words.text(phase.took())),
                    Icons.status(phase.status()),
                    seen(phase));
        }
        return table.element();
    }

    private static Element seen(PhaseRow phase) {
        Element seen = Parts.nothing();
        for (WaitRow wait : phase.waits()) {
            seen.add(Element.of(Tag.DIV)
                    .text(Words.capital(wait.text()) + ", ")
                    .add(Element.of(Tag.SPAN, "rg-muted").text(Words.text(wait.took()))));
        }
        return phase.note().isEmpty()
                ? seen
                : seen.add(Element.of(Tag.DIV).add(Element.of(Tag.B).text(Words.capital(phase.note()))));
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
                .column("Who", "nw")
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
                    Element.of(Tag.SPAN).add(Icons.status(write.status()), Parts.small(write.result())));
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
}
