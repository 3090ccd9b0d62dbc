package io.jenkins.plugins.rolloutgate.checklist;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was read of a document. Immutable.
 *
 * @param title its first heading, if it is the only one of its level; empty otherwise
 * @param sections in order; a section comes before those inside it
 * @param entries everything that has a status, in order: what counts as progress, and claims
 * @param triggers conditions that are bad when met, and never count as progress
 * @param contacts whom to call, from lists and tables
 * @param parts what each line of the document is, in order; together they cover every line that is not blank
 * @param notes one line for each thing that was repaired, guessed or left out of account, for people
 */
public record Checklist(
        String title,
        List<Section> sections,
        List<Item> entries,
        List<Trigger> triggers,
        List<Table> tables,
        List<Contact> contacts,
        List<Part> parts,
        SourceText source,
        List<String> notes) {

    public Checklist {
        sections = List.copyOf(sections);
        entries = List.copyOf(entries);
        triggers = List.copyOf(triggers);
        tables = List.copyOf(tables);
        contacts = List.copyOf(contacts);
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /** Whether nothing in it is a box or a field, so that its claims are what is to be proven. */
    public boolean isReadAsClaims() {
        return entries.stream().allMatch(Item::isClaim);
    }

    /** What counts as progress: boxes, fields and sign-offs, or the claims of a document that has nothing else. */
    public List<Item> items() {
        return isReadAsClaims()
                ? entries
                : entries.stream().filter(item -> !item.isClaim()).toList();
    }

    /** Marks in front of a text that is no box, such as a check mark beside a target. */
    public List<Item> claims() {
        return entries.stream().filter(Item::isClaim).toList();
    }

    public Optional<Item> item(String id) {
        return entries.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    /** Titles from the outermost section to this one. */
    public List<String> path(int section) {
        return Section.path(sections, section);
    }

    /** The lines of a part, as they are written. */
    public String text(Part part) {
        return source.lines().subList(part.from() - 1, part.to()).stream()
                .map(SourceText.Line::text)
                .collect(Collectors.joining("\n"));
    }

    /** How much of what was read, by name, in the order in which people want to read it. */
    public Map<String, Long> counts() {
        return Counts.of(this);
    }

    /** The same with other entries. */
    Checklist withEntries(List<Item> others) {
        return new Checklist(title, sections, others, triggers, tables, contacts, parts, source, notes);
    }
}
