package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Contact;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Section;
import io.jenkins.plugins.rolloutgate.checklist.Timing;
import io.jenkins.plugins.rolloutgate.checklist.Trigger;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.report.Tone;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A checklist as it was read, for people at a terminal: section by section, with the line of each item. */
final class ChecklistText {
    private static final Map<String, String> PLURALS = Map.of(
            "boxes", "boxes",
            "signOffs", "sign-offs",
            "optional", "optional",
            "conditional", "conditional");

    private final PrintWriter out;
    private final Style style;

    ChecklistText(Shell shell) {
        out = shell.out();
        style = new Style(shell.colours());
    }

    void print(Checklist read, Bindings bindings) {
        if (!read.title().isEmpty()) {
            out.println(style.bold(read.title()));
        }
        out.println(summary(read));
        read.notes().forEach(note -> out.println(style.tone(Tone.WARN, "! " + note)));
        entries(read, bindings);
        triggers(read);
        contacts(read.contacts());
    }

    private static String summary(Checklist read) {
        String counts = read.counts().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + word(count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
        return (read.isReadAsClaims() ? "read as claims, as it has no box: " : "") + counts;
    }

    private static String word(String name, long count) {
        String plural = PLURALS.getOrDefault(name, name);
        return count == 1 && !name.equals("optional") && !name.equals("conditional")
                ? plural.replaceFirst("(?<=x)es$|s$", "")
                : plural;
    }

    private void entries(Checklist read, Bindings bindings) {
        int width = String.valueOf(read.source().lines().size()).length();
        Map<String, Integer> depths = new HashMap<>();
        int section = -2;
        for (Item item : read.entries()) {
            if (item.section() != section) {
                section = item.section();
                out.println();
                heading(read, section);
            }
            int depth = item.parent().isEmpty() ? 0 : depths.getOrDefault(item.parent(), 0) + 1;
            depths.put(item.id(), depth);
            out.println(String.format("%" + (width + 1) + "d ", item.line()) + "  ".repeat(depth) + sign(item) + " "
                    + item.text() + style.dim(about(item)));
            String indent = " ".repeat(width + 4) + "  ".repeat(depth);
            bindings.of(item)
                    .forEach(proof -> out.println(indent + style.tone(Tone.INFO, "→ proven by " + proof.text())));
            item.details().forEach(detail -> out.println(indent + style.dim("· " + detail.text())));
            item.commands()
                    .forEach(command ->
                            command.text().lines().forEach(line -> out.println(indent + style.dim("$ " + line))));
        }
    }

    private void heading(Checklist read, int section) {
        if (section == Section.NONE) {
            return;
        }
        Section found = read.sections().get(section);
        List<String> about = new ArrayList<>();
        found.condition()
                .ifPresent(condition -> about.add("only if "
                        + switch (condition.when()) {
                            case HEALTHY -> "healthy";
                            case ISSUES -> "there are issues";
                            case ROLLBACK -> "it is rolled back";
                            case OTHER -> "a person says so";
                        }));
        if (found.optional()) {
            about.add("optional");
        }
        found.cadence().ifPresent(cadence -> about.add(cadence.name().toLowerCase(Locale.ROOT)));
        about.addAll(timing(found.timing()));
        out.println(style.bold(String.join(" › ", read.path(section)))
                + (about.isEmpty() ? "" : style.dim("  " + String.join(", ", about))));
    }

    private static List<String> timing(Timing timing) {
        List<String> words = new ArrayList<>();
        timing.at()
                .ifPresent(at -> words.add(
                        "at " + at + timing.until().map(until -> " to " + until).orElse("")));
        timing.least()
                .ifPresent(least -> words.add("takes " + Durations.text(least)
                        + timing.most()
                                .filter(most -> !most.equals(least))
                                .map(most -> " to " + Durations.text(most))
                                .orElse("")));
        timing.after().ifPresent(after -> words.add("due after " + Durations.text(after)));
        return words;
    }

    private static String sign(Item item) {
        return switch (item.kind()) {
            case CHECKBOX, GROUP -> item.mark().isPresent() ? "[x]" : "[ ]";
            case FIELD -> "[_]";
            case SIGN_OFF -> "[s]";
            case CLAIM -> " c ";
            case TARGET -> " t ";
        };
    }

    private static String about(Item item) {
        List<String> about = new ArrayList<>();
        item.mark()
                .ifPresent(mark -> about.add(
                        mark == Item.Mark.DONE
                                ? "ticked in the file, open until proven"
                                : "marked " + mark.name().toLowerCase(Locale.ROOT)));
        if (item.optional()) {
            about.add("optional");
        }
        if (!item.choice().isEmpty()) {
            about.add("one of a choice");
        }
        if (!item.role().isEmpty()) {
            about.add("role " + item.role());
        }
        item.thresholds().forEach(threshold -> about.add("limit " + threshold.text()));
        item.blanks().forEach(blank -> about.add("blank " + blank(blank)));
        return about.isEmpty() ? "" : "  (" + String.join("; ", about) + ")";
    }

    private static String blank(Blank blank) {
        String what = blank.options().isEmpty()
                ? blank.kind().name().toLowerCase(Locale.ROOT)
                : String.join(" or ", blank.options());
        return (blank.label().isEmpty() ? "" : "'" + blank.label() + "': ")
                + what
                + (blank.unit().isEmpty() ? "" : " in " + blank.unit());
    }

    private void triggers(Checklist read) {
        if (!read.triggers().isEmpty()) {
            out.println();
            out.println(style.bold("Rollback triggers") + style.dim("  bad when met, no progress"));
        }
        for (Trigger trigger : read.triggers()) {
            out.println(String.format("%4d ", trigger.line())
                    + (trigger.grade() == Severity.ROLLBACK ? "roll back   " : "investigate ")
                    + trigger.text());
        }
    }

    private void contacts(List<Contact> contacts) {
        if (!contacts.isEmpty()) {
            out.println();
            out.println(style.bold("Contacts"));
        }
        contacts.forEach(contact -> out.println(String.format("%4d ", contact.line()) + contact.role() + ": "
                + (contact.reach().isEmpty() ? style.dim("not filled in") : contact.reach())));
    }
}
