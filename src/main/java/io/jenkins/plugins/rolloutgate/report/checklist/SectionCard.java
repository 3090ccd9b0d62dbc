package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Part;
import io.jenkins.plugins.rolloutgate.checklist.Section;
import io.jenkins.plugins.rolloutgate.checklist.Trigger;
import io.jenkins.plugins.rolloutgate.checklist.state.Progress;
import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sections of a checklist, each with its items, and with everything else that stands in it in its place. */
final class SectionCard {
    private static final int SHORT_TEXT = 240;
    /** With more items, browsers take many seconds for forms at all of them. */
    private static final int MOST_FORMS = 500;

    private static final int ALL = Integer.MAX_VALUE;

    private final ChecklistReport report;
    private final ItemLine lines;
    private final Controls controls;
    /** The section that has forms. */
    private final int formsIn;

    private final Map<Integer, TreeMap<Integer, Element>> contents = new HashMap<>();

    SectionCard(ChecklistReport report, Controls controls) {
        this.report = report;
        this.lines = new ItemLine(report, controls);
        this.controls = controls;
        this.formsIn = formsIn();
        for (Item item : report.checklist().entries()) {
            put(item.section(), item.line(), lines.of(item, hasForms(item.section())));
        }
        for (Trigger trigger : report.checklist().triggers()) {
            put(trigger.section(), trigger.line(), trigger(trigger));
        }
        for (Part part : report.checklist().parts()) {
            if (part.kind().isText() || part.kind() == Part.Kind.CONTACT) {
                put(part.section(), part.from(), text(part));
            }
        }
    }

    private int formsIn() {
        List<Item> items = report.checklist().items();
        if (items.size() <= MOST_FORMS) {
            return ALL;
        }
        return controls.section()
                .orElseGet(() -> items.stream()
                        .filter(item -> !report.state().item(item.id()).status().isSettled())
                        .findFirst()
                        .map(Item::section)
                        .orElse(ALL));
    }

    private boolean hasForms(int section) {
        return formsIn == ALL || formsIn == section;
    }

    private void put(int section, int line, Element element) {
        // Several items of one line stand after one another.
        TreeMap<Integer, Element> content = contents.computeIfAbsent(section, key -> new TreeMap<>());
        int place = line * 1000;
        while (content.containsKey(place)) {
            place++;
        }
        content.put(place, element);
    }

    List<Element> all() {
        List<Element> cards = new ArrayList<>();
        if (contents.containsKey(Section.NONE)) {
            cards.add(card("", Section.NONE));
        }
        for (Section section : report.checklist().sections()) {
            if (contents.containsKey(section.index())) {
                cards.add(card(title(section), section.index()));
            }
        }
        return cards;
    }

    /** Titles from the outermost, without that of the document. */
    private String title(Section section) {
        List<String> path = new ArrayList<>(report.checklist().path(section.index()));
        if (path.size() > 1 && path.get(0).equals(report.checklist().title())) {
            path.remove(0);
        }
        return String.join(" › ", path);
    }

    private Element card(String title, int section) {
        List<Item> own = report.checklist().items().stream()
                .filter(item -> item.section() == section)
                .toList();
        Progress progress = report.state().progress(own);
        Element list = Element.of(Tag.OL).add(contents.get(section).values());
        if (title.isEmpty()) {
            return Element.of(Tag.SECTION, "rg-card sec").add(list);
        }
        Element summary = Element.of(Tag.SUMMARY).add(Element.of(Tag.H2).text(title));
        if (!own.isEmpty()) {
            summary.add(
                    Statuses.bar(progress, false),
                    Element.of(Tag.SPAN, "rg-num cnt").text(progress.done() + " of " + progress.total()),
                    mayNotApply(own) ? Statuses.of("open", "open", "MAY NOT APPLY") : Statuses.of(progress));
        }
        Element card = Element.of(Tag.DETAILS, "rg-card sec")
                .set(Attribute.ID, "section-" + section)
                .add(summary);
        if (!own.isEmpty() && !progress.isComplete() && hasForms(section)) {
            card.set(Attribute.OPEN, "open");
        }
        Section what = report.checklist().sections().get(section);
        note(what).ifPresent(card::add);
        if (!hasForms(section) && own.stream().anyMatch(controls::mayTick)) {
            card.add(Element.of(Tag.P, "secnote noprint")
                    .add(Element.of(Tag.A)
                            .linksTo("?section=" + section + "#section-" + section)
                            .text("Sign in this section")));
        }
        if (hasForms(section) && !own.isEmpty() && !progress.isComplete() && controls.mayOverride()) {
            card.add(ItemLine.override(
                    String.join(" > ", report.checklist().path(section)),
                    "override-section-" + section,
                    "Let the gate of this section pass…"));
        }
        return card.add(list);
    }

    private boolean mayNotApply(List<Item> items) {
        return items.stream().allMatch(item -> report.state().item(item.id()).undecided());
    }

    private static Optional<Element> note(Section section) {
        List<String> notes = new ArrayList<>();
        section.condition().ifPresent(condition -> notes.add("Applies only: " + condition.text()));
        section.cadence()
                .ifPresent(cadence -> notes.add("Opens again " + cadence.name().toLowerCase(Locale.ROOT)));
        if (section.optional()) {
            notes.add("Optional");
        }
        return notes.isEmpty()
                ? Optional.empty()
                : Optional.of(Element.of(Tag.P, "secnote").text(String.join(". ", notes)));
    }

    private static Element trigger(Trigger trigger) {
        String grade = trigger.grade() == Severity.ROLLBACK ? "ROLL BACK IF" : "LOOK CLOSER IF";
        return Element.of(Tag.LI, "trigger")
                .add(
                        Statuses.of("waived", "alert", grade),
                        Element.of(Tag.DIV, "what").text(trigger.text()));
    }

    private Element text(Part part) {
        String text = report.checklist().text(part).strip();
        Element pre = Element.of(part.kind() == Part.Kind.TEXT ? Tag.P : Tag.PRE, "asis")
                .text(text);
        if (text.length() <= SHORT_TEXT) {
            return Element.of(Tag.LI, "text").add(pre);
        }
        String first = text.lines().findFirst().orElse("");
        return Element.of(Tag.LI, "text")
                .add(Element.of(Tag.DETAILS)
                        .set(Attribute.ID, "text-" + part.from())
                        .add(
                                Element.of(Tag.SUMMARY)
                                        .text(
                                                first.length() > SHORT_TEXT
                                                        ? first.substring(0, SHORT_TEXT) + "…"
                                                        : first),
                                pre));
    }
}
