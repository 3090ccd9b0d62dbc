package io.jenkins.plugins.rolloutgate.report;

import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One tile for each objective, and a table of what they measured in each phase of a ramp. */
final class ObjectiveTiles {
    private static final int LONGEST_REASON = 120;

    private final ReleaseReport report;

    ObjectiveTiles(ReleaseReport report) {
        this.report = report;
    }

    List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        if (!report.objectives().isEmpty()) {
            elements.add(
                    Element.of(Tag.HEADER, "rg-h").add(Element.of(Tag.H2).text("Objectives"), Parts.span(counts())));
            Element tiles = Element.of(Tag.DIV, "rg-tiles");
            report.objectives().forEach(row -> tiles.add(tile(row)));
            elements.add(tiles);
        }
        if (!report.ramp().isEmpty()) {
            elements.add(ramp());
        }
        return elements;
    }

    private String counts() {
        Map<Status, Long> counts = report.objectives().stream()
                .collect(Collectors.groupingBy(ObjectiveRow::verdict, Collectors.counting()));
        String words = Arrays.stream(Status.values())
                .filter(counts::containsKey)
                .map(status -> Words.number(counts.get(status)) + " " + status.word())
                .collect(Collectors.joining(", "));
        return words + " · shaded: beyond the limit";
    }

    private static Element tile(ObjectiveRow row) {
        Element tile = Element.of(Tag.ARTICLE, "rg-card rg-tile" + tone(row))
                .add(
                        Element.of(Tag.DIV, "top")
                                .add(Element.of(Tag.H3).text(Words.capital(row.name())), Icons.status(row.verdict())),
                        Element.of(Tag.P, "val").text(row.shown() + " ").add(Parts.small(row.what() + row.limit())));
        Sparkline.of(row).ifPresent(tile::add);
        if (!row.sentence().isEmpty()) {
            tile.add(Element.of(Tag.P, "rg-small").text(sentence(row)));
        }
        String foot = row.count() + (row.count().isEmpty() ? "" : " · ") + row.consequence();
        tile.add(Element.of(Tag.P, "foot").text(foot));
        return row.queries().isEmpty() ? tile : tile.add(queries(row));
    }

    /** Amber and red stand out; what is only recorded never is red. */
    private static String tone(ObjectiveRow row) {
        return switch (row.verdict()) {
            case FAIL -> row.decides() ? " rg-tone fail" : " rg-tone warn";
            case INCONCLUSIVE -> " rg-tone warn";
            default -> "";
        };
    }

    private static String sentence(ObjectiveRow row) {
        String text = Words.capital(row.sentence());
        return text.endsWith(".") ? text : text + ".";
    }

    private static Element queries(ObjectiveRow row) {
        String text = row.queries().entrySet().stream()
                .map(query -> query.getKey() + ": " + query.getValue())
                .collect(Collectors.joining("\n"));
        return Parts.folded(row.queries().size() == 1 ? "Query" : "Queries", text);
    }

    private Element ramp() {
        Table table = new Table("Ramp", "what the new version measured at the end of each phase").head("Phase", "ph");
        List<ObjectiveRow> objectives = report.objectives();
        objectives.forEach(row -> table.column(Words.capital(row.name()), "n whole"));
        table.column("Status", "nw").column("Ended by");
        for (RampRow phase : report.ramp()) {
            List<Element> cells = new ArrayList<>();
            cells.add(Parts.span("Canary " + phase.percent() + "\u00a0%").add(Parts.small(when(phase))));
            objectives.forEach(row -> cells.add(cell(phase, row.name())));
            cells.add(Icons.status(phase.status()));
            cells.add(ended(phase));
            boolean now = phase.status() == Status.NOW || phase.status() == Status.WAITING;
            table.row(now ? "cur" : "", cells.toArray(Element[]::new));
        }
        return table.element();
    }

    static String when(RampRow phase) {
        if (phase.from().isEmpty()) {
            return "to hold " + Words.text(phase.hold());
        }
        String from = Words.clock(phase.from().get());
        String held = ", held " + Words.text(phase.held()) + " of " + Words.text(phase.hold());
        return phase.to().map(to -> from + " to " + Words.clock(to)).orElse("since " + from) + held;
    }

    private static Element cell(RampRow phase, String objective) {
        return phase.of(objective)
                .map(cell -> Element.of(Tag.SPAN)
                        .text(cell.value().isEmpty() ? "–" : cell.value())
                        .add(Element.of(Tag.SMALL).add(Icons.status(cell.verdict()))))
                .orElseGet(Parts::nothing);
    }

    private static Element ended(RampRow phase) {
        return phase.by().isEmpty()
                ? Parts.nothing()
                : Element.of(Tag.SPAN)
                        .add(Element.of(Tag.B).text(Words.capital(by(phase))), why(Words.capital(phase.reason())));
    }

    /** The numbers of many objectives would make the row taller than the page. */
    private static Element why(String reason) {
        return reason.length() <= LONGEST_REASON ? Parts.small(reason) : Parts.folded("Why", reason);
    }

    static String by(RampRow phase) {
        return switch (phase.by()) {
            case "person" -> "a person";
            case "rollback" -> "rollback";
            case "hold" -> "held";
            case "adopted" -> "before the record was adopted";
            default -> phase.by();
        };
    }
}
