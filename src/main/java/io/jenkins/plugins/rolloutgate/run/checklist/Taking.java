package io.jenkins.plugins.rolloutgate.run.checklist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.Edited;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Section;
import io.jenkins.plugins.rolloutgate.checklist.Selector;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What steps of a Pipeline write into the record of a checklist. Thread-safe. */
public final class Taking {
    private final ChecklistRecord record;

    public Taking(ChecklistRecord record) {
        this.record = record;
    }

    /**
     * Takes an edit of the document in; items that are the same keep what was signed, but approvals of the document as it was
     * do not count any more. Nothing is written when nothing has changed.
     *
     * @throws IllegalArgumentException in one line, if the document cannot be used
     */
    public Snapshot document(Document edited, String actor) throws IOException {
        edited.check();
        return always((before, now, to) -> {
            if (!edited.equals(before.document())) {
                Checklist carried = Edited.carry(Edited.known(before.checklist()), edited.read());
                ObjectNode taken = edited.data(carried);
                to.append(actor, EventKind.CHECKLIST, taken);
                for (SignOff asked : before.state(now).signOffs()) {
                    String approved = asked.subject().path("document").asText();
                    if (!approved.isEmpty()
                            && !approved.equals(taken.path("digest").asText())) {
                        voidSigned(asked, "the document was changed after it was approved", actor, to);
                    }
                }
            }
        });
    }

    /**
     * What a step says of an item.
     *
     * @param name id or text of the item
     * @param values of blanks, by their index
     * @throws RefusedException if there is no such item, or a value is not of its blank's kind
     */
    public Snapshot prove(String actor, String name, Verdict verdict, String sentence, Map<Integer, String> values)
            throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            Item item = find(before, name);
            if (item.kind() == Item.Kind.SIGN_OFF && !item.role().isEmpty()) {
                throw new RefusedException("“" + item.text() + "” is for " + item.role()
                        + " to sign, not for a step: ask with" + " signOff");
            }
            to.append(
                    actor,
                    EventKind.ITEM_PROVEN,
                    People.about(item, People.checked(item, values))
                            .put("verdict", verdict.name())
                            .put("sentence", People.line(sentence)));
        });
    }

    /** The verdict of a gate of the Pipeline itself, by which items can be bound to it. */
    public Snapshot gate(String actor, String name, Verdict verdict, String sentence, Map<String, Double> numbers)
            throws IOException {
        return always((before, now, to) -> {
            ObjectNode data = Json.object()
                    .put("gate", name)
                    .put("verdict", verdict.name())
                    .put("sentence", sentence);
            data.set("numbers", Json.tree(numbers));
            to.append(actor, EventKind.GATE, data);
        });
    }

    /**
     * Asks a role for its approval, unless the same is asked already: of the same people, by the same rules, for the same
     * section, and on behalf of nobody who is new. Approvals of the role for something else do not count any more.
     *
     * @return id of the question
     */
    public String ask(String actor, Question question) throws IOException {
        Snapshot after = always((before, now, to) -> {
            Optional<SignOff> asked = before.state(now).signOffOf(question.role());
            ObjectNode data = data(before, question);
            if (asked.isPresent()
                    && !asked.get().isRefusedAt(now)
                    && asked.get().asksTheSame(data, known(before))
                    && !isOfEarlierPeriod(before, asked.get(), now)) {
                return;
            }
            boolean other = asked.isPresent() && !asked.get().subject().equals(data.path("subject"));
            if (other) {
                voidSigned(asked.get(), "something else is to be approved now", actor, to);
            }
            to.append(actor, EventKind.SIGN_OFF_ASKED, data);
        });
        return after.state(record.now())
                .signOffOf(question.role())
                .map(SignOff::id)
                .orElseThrow();
    }

    private static void voidSigned(SignOff asked, String reason, String actor, ChecklistRecord.Appender to)
            throws IOException {
        if (!asked.signed().isEmpty()) {
            to.append(actor, EventKind.SIGN_OFF_VOIDED, People.about(asked).put("reason", reason));
        }
    }

    /** Whether what a question is about has opened again since. */
    private static boolean isOfEarlierPeriod(Snapshot before, SignOff asked, Instant now) {
        return before.events().stream()
                .filter(event -> event.kind() == EventKind.REOPENED && event.sequence() > asked.event())
                .map(event -> Section.Cadence.valueOf(event.text("period").toUpperCase(Locale.ROOT)))
                .distinct()
                .anyMatch(cadence -> before.state(now).isAbout(asked, cadence));
    }

    private static ObjectNode data(Snapshot before, Question question) {
        boolean nobodyKnown = question.requesters().isEmpty() && known(before).isEmpty();
        ObjectNode data = Json.object()
                .put("id", "sign-" + (before.events().size() + 1))
                .put("role", question.role())
                // Where nobody knows who asked, two people are surely not both the one who did.
                .put("quorum", nobodyKnown ? Math.max(2, question.quorum()) : question.quorum())
                .put("distinct", question.distinct())
                .put("section", question.section());
        question.expires().ifPresent(time -> data.put("expires", time.toString()));
        data.set("from", Json.tree(question.from()));
        data.set("requesters", Json.tree(question.requesters()));
        data.set("subject", Json.tree(question.subject()));
        return data;
    }

    /** Who stood behind the checklist when it was begun. */
    private static List<String> known(Snapshot before) {
        List<String> known = new ArrayList<>();
        before.events().get(0).data().path("requesters").forEach(who -> known.add(who.asText()));
        return known;
    }

    /** Opens recurring sections again for which a new day, week, month or quarter has begun since they were opened last. */
    public Snapshot reopen(ZoneId zone) throws IOException {
        return always((before, now, to) -> {
            for (Section.Cadence cadence : before.checklist().sections().stream()
                    .flatMap(section -> section.cadence().stream())
                    .distinct()
                    .sorted()
                    .toList()) {
                String period = cadence.name().toLowerCase(Locale.ROOT);
                if (period(cadence, now, zone) != period(cadence, openedAt(before.events(), period), zone)) {
                    to.append(Event.ENGINE, EventKind.REOPENED, Json.object().put("period", period));
                }
            }
        });
    }

    private static Instant openedAt(List<Event> events, String period) {
        return events.stream()
                .filter(event -> event.kind() == EventKind.REOPENED
                        && event.text("period").equals(period))
                .reduce((first, second) -> second)
                .orElse(events.get(0))
                .time();
    }

    /** A number that is another one for each period. */
    private static long period(Section.Cadence cadence, Instant time, ZoneId zone) {
        LocalDate day = time.atZone(zone).toLocalDate();
        return switch (cadence) {
            case DAILY -> day.toEpochDay();
            case WEEKLY -> day.with(WeekFields.ISO.dayOfWeek(), 1).toEpochDay();
            case MONTHLY -> day.getYear() * 12L + day.getMonthValue();
            case QUARTERLY -> day.getYear() * 4L + day.get(IsoFields.QUARTER_OF_YEAR);
        };
    }

    static Item find(Snapshot before, String name) throws RefusedException {
        try {
            return new Selector(before.checklist()).find(name);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    private Snapshot always(ChecklistRecord.Change change) throws IOException {
        try {
            return record.change(change);
        } catch (RefusedException e) {
            throw new IllegalStateException("what steps write is never refused", e);
        }
    }
}
