package io.jenkins.plugins.rolloutgate.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is found while a document is read, and what every line of it has become. */
final class Findings {
    private static final Pattern MEANT_FOR_US = Pattern.compile("(?i)^(?:gate|bind|id|fill)\\s*:.*", Pattern.DOTALL);

    private final SourceText source;
    private final Part.Kind[] kinds;
    private final int[] sectionOf;
    /** What would be a title if it turned out to announce anything. */
    private final Scope[] titles;

    private final List<Section> sections = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Contact> contacts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String title = "";

    Findings(SourceText source) {
        this.source = source;
        kinds = new Part.Kind[source.lines().size()];
        sectionOf = new int[kinds.length];
        titles = new Scope[kinds.length];
    }

    void title(String found) {
        title = found;
    }

    int section(Scope scope) {
        return scope.section(sections);
    }

    void draft(Draft draft) {
        drafts.add(draft);
    }

    int triggers() {
        return triggers.size();
    }

    void trigger(Trigger trigger) {
        triggers.add(trigger);
    }

    void table(Table table) {
        tables.add(table);
    }

    void contact(Contact contact) {
        contacts.add(contact);
    }

    void note(int line, String what) {
        notes.add("line " + line + ": " + what);
    }

    /** A comment that stands at no item; only one that is meant to bind something is worth a word. */
    void looseComment(int line, String comment) {
        if (MEANT_FOR_US.matcher(comment).matches()) {
            note(
                    line,
                    "the comment '" + comment.lines().findFirst().orElse("")
                            + "' stands at no item: put it on the item's line");
        }
    }

    /** Takes lines into account; the first to do so decides. */
    void keep(Part.Kind kind, int from, int to, Scope scope) {
        for (int line = from; line <= Math.min(to, kinds.length); line++) {
            if (kinds[line - 1] == null) {
                kinds[line - 1] = kind;
                sectionOf[line - 1] = scope.existing();
            }
        }
    }

    boolean isText(int line) {
        return kinds[line - 1] == Part.Kind.TEXT;
    }

    /** A line that is the title of what follows, if anything that follows has a status. */
    void keepTitle(int line, Scope scope) {
        titles[line - 1] = scope;
        keep(Part.Kind.TEXT, line, line, scope);
    }

    Checklist checklist() {
        List<String> all = new ArrayList<>(source.notes());
        all.addAll(notes);
        Checklist read = new Checklist(
                title,
                sections,
                drafts.stream().map(Draft::item).toList(),
                triggers,
                tables,
                contacts,
                parts(),
                source,
                all);
        return read.withEntries(ItemIds.assign(read, drafts));
    }

    /** Lines that nothing has taken into account are text, such as the definitions of links. */
    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int section = Section.NONE;
        for (int i = 0; i < kinds.length; i++) {
            if (titles[i] != null && titles[i].isSection()) {
                kinds[i] = Part.Kind.HEADING;
                sectionOf[i] = titles[i].existing();
            }
            if (kinds[i] != null) {
                section = sectionOf[i];
            }
            if (source.lines().get(i).isBlank()) {
                continue;
            }
            Part.Kind kind = kinds[i] == null ? Part.Kind.TEXT : kinds[i];
            Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (last != null && last.kind() == kind && last.to() == i && last.section() == section) {
                parts.set(parts.size() - 1, new Part(kind, last.from(), i + 1, section));
            } else {
                parts.add(new Part(kind, i + 1, i + 1, section));
            }
        }
        return parts;
    }
}
