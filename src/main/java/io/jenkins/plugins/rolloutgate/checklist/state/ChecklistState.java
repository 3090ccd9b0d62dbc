package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Condition;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Nearest;
import io.jenkins.plugins.rolloutgate.checklist.Section;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.record.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The live status of a checklist: a fold of a release's events over its items. Immutable; made anew from the record whenever
 * something has happened, so that a restart needs nothing else.
 */
public final class ChecklistState {
    /** What the first event of a record says where it is of a checklist, and of no release. */
    public static final String STRATEGY = "checklist";

    private final Checklist checklist;
    private final Map<String, ItemState> states;
    private final Map<String, String> roles;
    private final SignOffs signOffs;

    private ChecklistState(
            Checklist checklist, Map<String, ItemState> states, Map<String, String> roles, SignOffs signOffs) {
        this.checklist = checklist;
        this.states = states;
        this.roles = roles;
        this.signOffs = signOffs;
    }

    /**
     * The status at a time.
     *
     * @param events of one record, oldest first
     * @param now by which questions have expired
     */
    public static ChecklistState of(Checklist checklist, Bindings bindings, List<Event> events, Instant now) {
        Facts facts = new Facts(events);
        SignOffs signOffs = new SignOffs(events, now);
        ItemEvents said = new ItemEvents(checklist, events);
        ItemFold fold = new ItemFold(bindings, new Proofs(facts, signOffs), new Conditional(facts), said);
        Map<String, ItemState> states = new LinkedHashMap<>();
        Map<String, String> roles = new HashMap<>();
        for (Item item : checklist.entries()) {
            states.put(item.id(), fold.of(item));
            fold.role(item).ifPresent(role -> roles.put(item.id(), role));
        }
        groups(checklist, states);
        choices(checklist, states);
        return new ChecklistState(checklist, states, roles, signOffs);
    }

    /** A box over others is done when they are, unless somebody says more about it; the innermost first. */
    private static void groups(Checklist checklist, Map<String, ItemState> states) {
        Map<String, List<String>> children = new HashMap<>();
        List<Item> entries = checklist.entries();
        entries.forEach(item -> children.computeIfAbsent(item.parent(), parent -> new ArrayList<>())
                .add(item.id()));
        for (int i = entries.size() - 1; i >= 0; i--) {
            Item item = entries.get(i);
            ItemState state = states.get(item.id());
            List<String> below = children.getOrDefault(item.id(), List.of());
            if (item.kind() == Item.Kind.GROUP
                    && state.status() == Status.OPEN
                    && !below.isEmpty()
                    && below.stream().allMatch(id -> states.get(id).status().isSettled())) {
                ItemState last = below.stream()
                        .map(states::get)
                        .reduce((one, other) -> other.event() >= one.event() ? other : one)
                        .orElseThrow();
                states.put(
                        item.id(),
                        new ItemState(
                                Status.PASSED,
                                last.event(),
                                last.actor(),
                                last.at(),
                                "all " + below.size() + " under it are done",
                                state.values(),
                                state.undecided()));
            }
        }
    }

    /** Of alternatives one is enough. */
    private static void choices(Checklist checklist, Map<String, ItemState> states) {
        Map<String, Item> chosen = new HashMap<>();
        for (Item item : checklist.entries()) {
            Status status = states.get(item.id()).status();
            if (!item.choice().isEmpty() && (status == Status.PASSED || status == Status.SIGNED)) {
                chosen.putIfAbsent(item.choice(), item);
            }
        }
        for (Item item : checklist.entries()) {
            Item other = chosen.get(item.choice());
            ItemState state = states.get(item.id());
            if (other != null && state.status() == Status.OPEN) {
                ItemState taken = states.get(other.id());
                states.put(
                        item.id(),
                        new ItemState(
                                Status.NOT_APPLICABLE,
                                taken.event(),
                                taken.actor(),
                                taken.at(),
                                "“" + other.text() + "” was chosen",
                                state.values(),
                                false));
            }
        }
    }

    /**
     * How an item stands.
     *
     * @throws IllegalArgumentException if there is no such item
     */
    public ItemState item(String id) {
        return Optional.ofNullable(states.get(id))
                .orElseThrow(() -> new IllegalArgumentException("there is no item with the id " + id));
    }

    public List<SignOff> signOffs() {
        return signOffs.all();
    }

    /**
     * The question to a role that has this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public SignOff signOff(String id) {
        return signOffs.all().stream()
                .filter(asked -> asked.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no question to a role with the id " + id));
    }

    /**
     * Whether something waits at a gate of this name: empty for the whole checklist, a section, or {@code sign ROLE}.
     */
    public boolean isGate(String name) {
        boolean role = name.toLowerCase(Locale.ROOT).startsWith(SignOffs.GATE)
                && signOffOf(name.substring(SignOffs.GATE.length())).isPresent();
        if (name.isEmpty() || role) {
            return true;
        }
        try {
            return section(name) >= 0;
        } catch (IllegalArgumentException e) {
            // There is no such section, or several.
            return false;
        }
    }

    /** The latest question to a role. */
    public Optional<SignOff> signOffOf(String role) {
        return signOffs.ofRole(role);
    }

    /** The role whose answers alone settle an item: it is bound to the role, or is the line of one that is asked. */
    public Optional<String> settledBy(Item item) {
        return Optional.ofNullable(roles.get(item.id()));
    }

    /**
     * Why somebody may not sign the line of a role that is not asked; empty if they may. The rules are those of a role that is
     * asked: not who asked for the release, and one person for one role.
     */
    public Optional<String> objection(Item line, String actor) {
        if (line.kind() != Item.Kind.SIGN_OFF || line.role().isEmpty()) {
            return Optional.empty();
        }
        if (signOffs.isRequester(actor)) {
            return Optional.of("you have asked for this release, so somebody else must sign for " + line.role());
        }
        return checklist.entries().stream()
                .filter(other -> other.kind() == Item.Kind.SIGN_OFF
                        && !other.role().isEmpty()
                        && !Facts.fold(other.role()).equals(Facts.fold(line.role()))
                        && states.get(other.id()).status() == Status.SIGNED
                        && states.get(other.id()).actor().equals(actor))
                .findFirst()
                .map(other -> "you have signed for " + other.role() + " already, and one person is one role");
    }

    /** Whether a question is about what recurs in this rhythm: its section does, or an item that it settles. */
    public boolean isAbout(SignOff asked, Section.Cadence cadence) {
        return checklist.sections().stream()
                .filter(section -> section.cadence().filter(cadence::equals).isPresent())
                .anyMatch(section -> isCalled(section, asked.section())
                        || checklist.entries().stream()
                                .anyMatch(item -> item.section() == section.index()
                                        && Facts.fold(roles.getOrDefault(item.id(), ""))
                                                .equals(Facts.fold(asked.role()))));
    }

    private boolean isCalled(Section section, String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        String path = String.join(" > ", checklist.path(section.index())).toLowerCase(Locale.ROOT);
        return path.equals(wanted) || path.endsWith(" > " + wanted);
    }

    /** Why an approval of somebody would not count now; empty if it would. */
    public Optional<String> objection(SignOff asked, String actor, Instant now) {
        return signOffs.objection(asked, actor, now);
    }

    /** Of all that counts. */
    public Progress progress() {
        return progress(checklist.items(), Optional.empty());
    }

    /** Of a section and all inside it. */
    public Progress progress(int section) {
        return progress(itemsOf(section), checklist.sections().get(section).condition());
    }

    /** What counts in a section and all inside it. */
    public List<Item> itemsOf(int section) {
        return checklist.items().stream()
                .filter(item -> isInside(item.section(), section))
                .toList();
    }

    /**
     * Index of a section by its title, or by titles with {@code >} between them.
     *
     * @throws IllegalArgumentException in one line that names the nearest, if there is none or several
     */
    public int section(String name) {
        List<Section> found = checklist.sections().stream()
                .filter(section -> isCalled(section, name))
                .toList();
        if (found.size() == 1) {
            return found.get(0).index();
        }
        List<String> near = found.isEmpty()
                ? Nearest.of(
                        name, checklist.sections().stream().map(Section::title).toList())
                : found.stream()
                        .map(section -> String.join(" > ", checklist.path(section.index())))
                        .toList();
        throw new IllegalArgumentException(
                (found.isEmpty() ? "there is no section '" : "there are several sections '") + name
                        + (found.isEmpty() ? "': the nearest are '" : "': name one of '")
                        + String.join("', '", near) + "'");
    }

    /** Of some items. */
    public Progress progress(List<Item> items) {
        return progress(items, Optional.empty());
    }

    private boolean isInside(int section, int outer) {
        int at = section;
        while (at != Section.NONE && at != outer) {
            at = checklist.sections().get(at).parent();
        }
        return at == outer;
    }

    private Progress progress(List<Item> items, Optional<Condition> asked) {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        List<String> blocking = new ArrayList<>();
        int done = 0;
        for (Item item : items) {
            ItemState state = states.get(item.id());
            counts.merge(state.status(), 1, Integer::sum);
            done += state.status().isSettled() ? 1 : 0;
            // What may never apply holds nothing up, but the part that it is in.
            boolean mayNotApply = state.undecided() && !item.condition().equals(asked);
            boolean blocks = !item.optional() && !mayNotApply && state.status() == Status.OPEN;
            if (blocks || (state.status() == Status.FAILED && !item.optional())) {
                blocking.add(item.id());
            }
        }
        return new Progress(counts, done, items.size(), blocking);
    }
}
