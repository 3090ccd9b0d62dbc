package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.bind.Binding;
import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.report.Parts;
import io.jenkins.plugins.rolloutgate.report.Words;
import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Element;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One item of a checklist: how it stands and why, its blanks, and what can be done about it. */
final class ItemLine {
    private final ChecklistReport report;
    private final Controls controls;
    private final Map<Long, Event> events;

    ItemLine(ChecklistReport report, Controls controls) {
        this.report = report;
        this.controls = controls;
        this.events = report.bySequence();
    }

    /** One line of a list, with what can be done about it if there are to be forms. */
    Element of(Item item, boolean forms) {
        ItemState state = report.state().item(item.id());
        boolean may = forms
                && (state.status() == Status.OPEN || state.isCorrectable(report.events()))
                && item.kind() != Item.Kind.GROUP
                && report.state().settledBy(item).isEmpty()
                && controls.mayTick(item);
        Element words = Element.of(Tag.DIV).text(item.text());
        if (item.optional() && !item.text().toLowerCase(Locale.ROOT).contains("optional")) {
            words.text(" ").add(Element.of(Tag.SMALL).text("optional"));
        }
        Element text = Element.of(Tag.DIV, depth(item)).add(words);
        if (!may) {
            fields(item, state, false).ifPresent(text::add);
        }
        why(item, state).ifPresent(text::add);
        if (state.status() == Status.OPEN
                && item.mark().filter(mark -> mark == Item.Mark.DONE).isPresent()) {
            text.add(Element.of(Tag.P).text("Ticked in the file; open until it is proven or signed."));
        }
        item.details().forEach(detail -> text.add(Element.of(Tag.P).text(detail.text())));
        item.commands().forEach(command -> text.add(Element.of(Tag.PRE).text(command.text())));
        Element line = Element.of(Tag.LI, Statuses.css(state.status()))
                .set(Attribute.ID, "item-" + item.id())
                .add(Statuses.of(state.status()), text);
        if (may) {
            text.add(form(item, state));
        } else if (forms && state.status() == Status.FAILED) {
            more(item, state).ifPresent(text::add);
        }
        return line;
    }

    private static String depth(Item item) {
        return item.parent().isEmpty() ? "what" : "what under";
    }

    private Optional<Element> why(Item item, ItemState state) {
        StringBuilder sentence = new StringBuilder();
        if (state.status() == Status.SIGNED || state.status() == Status.WAIVED) {
            sentence.append(state.status() == Status.WAIVED ? "Waived by " : "").append(state.actor());
            state.at().ifPresent(at -> sentence.append(", ").append(Words.date(at)));
            if (!state.sentence().isEmpty()) {
                sentence.append(": “").append(state.sentence()).append("”");
            }
        } else {
            sentence.append(Words.capital(state.sentence()));
            state.at().ifPresent(at -> sentence.append(", ").append(Words.date(at)));
        }
        if (state.undecided()) {
            sentence.append(sentence.isEmpty() ? "" : ". ")
                    .append("Applies only: ")
                    .append(item.condition().orElseThrow().text());
        }
        if (state.status() == Status.FAILED) {
            sentence.append(
                    state.isCorrectable(report.events())
                            ? ". Correct what was filled in, or waive it with a reason."
                            : ". It cannot be ticked, only waived, with a reason.");
        }
        String proofs = report.bindings().of(item).stream()
                .map(Binding::text)
                .filter(proof -> !sentence.toString().endsWith(" " + proof))
                .collect(Collectors.joining("; "));
        if (sentence.isEmpty() && proofs.isEmpty()) {
            return Optional.empty();
        }
        Element why = Element.of(Tag.P).text(sentence.toString());
        evidence(state)
                .ifPresent(link -> why.text(sentence.isEmpty() ? "" : ", ").add(link));
        if (!proofs.isEmpty()) {
            why.text(sentence.isEmpty() ? "" : " ").add(Element.of(Tag.CODE).text(proofs));
        }
        return Optional.of(why);
    }

    /** The line of the record that shows it. */
    private Optional<Element> evidence(ItemState state) {
        Event event = events.get(state.event());
        if (event == null || state.status() == Status.SIGNED || state.status() == Status.WAIVED) {
            return Optional.empty();
        }
        String release = event.data().path("evidence").path("release").asText();
        if (release.isEmpty()) {
            return Optional.of(Parts.span("event " + event.sequence()));
        }
        String text = "release " + release + ", event "
                + event.data().path("evidence").path("seq").asLong();
        return Optional.of(controls.release(release)
                .map(path -> Element.of(Tag.A).linksTo(path).text(text))
                .orElse(Parts.span(text)));
    }

    private Optional<Element> fields(Item item, ItemState state, boolean open) {
        List<Blank> blanks = item.blanks();
        if (blanks.isEmpty()) {
            return Optional.empty();
        }
        Element fields = Element.of(Tag.DIV, "blanks");
        for (int i = 0; i < blanks.size(); i++) {
            fields.add(field(blanks.get(i), i, state.values().getOrDefault(i, ""), open));
        }
        return Optional.of(fields);
    }

    private static Element field(Blank blank, int index, String value, boolean open) {
        String label = blank.label().isBlank() ? blank.kind().name().toLowerCase(Locale.ROOT) : blank.label();
        Element field = Element.of(Tag.LABEL, value.isEmpty() ? "bl no" : "bl").add(Parts.span(label + " "));
        if (open && blank.kind() == Blank.Kind.CHOICE) {
            Element choice = Element.of(Tag.SELECT, "jenkins-input").set(Attribute.NAME, "value-" + index);
            choice.add(Element.of(Tag.OPTION).set(Attribute.VALUE, "").text(value.isEmpty() ? "choose" : value));
            blank.options().forEach(option -> choice.add(Element.of(Tag.OPTION).text(option)));
            field.add(choice);
        } else if (open) {
            field.add(Element.of(Tag.INPUT, "jenkins-input")
                    .set(Attribute.NAME, "value-" + index)
                    .set(Attribute.VALUE, value)
                    .set(Attribute.MAXLENGTH, "1000")
                    .set(Attribute.PLACEHOLDER, "fill in"));
        } else {
            field.add(Element.of(Tag.B, "value").text(value.isEmpty() ? "…" : value));
        }
        return blank.unit().isEmpty() ? field : field.text(" " + blank.unit());
    }

    private Element form(Item item, ItemState state) {
        Element form =
                Element.of(Tag.FORM, "act no-json noprint").sendsTo("tick").add(hidden("item", item.id()));
        fields(item, state, true).ifPresent(form::add);
        form.add(Element.of(Tag.BUTTON, "jenkins-button jenkins-button--sm")
                .set(Attribute.TYPE, "submit")
                .set(Attribute.ARIA_LABEL, "Sign " + item.text())
                .text("Sign"));
        Element all = Element.of(Tag.DIV, "acts").add(form);
        more(item, state).ifPresent(all::add);
        return all;
    }

    private Optional<Element> more(Item item, ItemState state) {
        boolean mayWaive = controls.mayWaive();
        boolean maySay = state.status() == Status.OPEN && controls.mayTick(item);
        if (!mayWaive && !maySay) {
            return Optional.empty();
        }
        Element form =
                Element.of(Tag.FORM, "act no-json").sendsTo("except").add(hidden("item", item.id()), reason("Reason "));
        if (mayWaive) {
            form.add(button("how", "waive", "Waive"));
        }
        if (maySay) {
            form.add(button("how", "not-applicable", "Does not apply"));
        }
        return Optional.of(Element.of(Tag.DETAILS, "more noprint")
                .set(Attribute.ID, "more-" + item.id())
                .add(Element.of(Tag.SUMMARY).text("More…"), form));
    }

    /** For those who may open a gate against the rules. */
    static Element override(String gate, String id, String title) {
        return Element.of(Tag.DETAILS, "more secnote noprint")
                .set(Attribute.ID, id)
                .add(
                        Element.of(Tag.SUMMARY).text(title),
                        Element.of(Tag.FORM, "act no-json")
                                .sendsTo("override")
                                .add(hidden("gate", gate), reason("Reason "), button("now", "yes", "Override")));
    }

    static Element reason(String label) {
        return Element.of(Tag.LABEL)
                .add(
                        Parts.span(label),
                        Element.of(Tag.INPUT, "jenkins-input")
                                .set(Attribute.NAME, "reason")
                                .set(Attribute.REQUIRED, "required")
                                .set(Attribute.MAXLENGTH, "1000"));
    }

    static Element button(String name, String value, String text) {
        return Element.of(Tag.BUTTON, "jenkins-button jenkins-button--sm")
                .set(Attribute.TYPE, "submit")
                .set(Attribute.NAME, name)
                .set(Attribute.VALUE, value)
                .text(text);
    }

    static Element hidden(String name, String value) {
        return Element.of(Tag.INPUT)
                .set(Attribute.TYPE, "hidden")
                .set(Attribute.NAME, name)
                .set(Attribute.VALUE, value);
    }
}
