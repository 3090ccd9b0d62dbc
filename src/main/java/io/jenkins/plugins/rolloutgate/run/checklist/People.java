package io.jenkins.plugins.rolloutgate.run.checklist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes down what people say of a checklist, or tells them why it does not count. Thread-safe. Whether they have the
 * permission for it is for the caller to know.
 */
public final class People {
    private static final int LONGEST = 1000;

    private final ChecklistRecord record;

    public People(ChecklistRecord record) {
        this.record = record;
    }

    /** Ticks an item, with values for its blanks by their index. */
    public Snapshot tick(Signer who, String id, String comment, Map<Integer, String> values)
            throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            Item item = Taking.find(before, id);
            ItemState state = before.state(now).item(item.id());
            Map<Integer, String> given = checked(item, values);
            refuseFailed(before, item, state, given);
            refuseSettled(item, state);
            refuseOfRole(before.state(now), item);
            Optional<String> objection = before.state(now).objection(item, who.id());
            if (objection.isPresent()) {
                throw new RefusedException("“" + item.text() + "” is not for you to sign: " + objection.get());
            }
            ObjectNode data = about(item, given).setAll(who.data());
            String corrected = state.status() == Status.FAILED ? corrected(state, given) : "";
            to.append(who.id(), EventKind.ITEM_SIGNED, data.put("comment", line(joined(comment, corrected))));
        });
    }

    /** What a person has typed may be corrected by one; what a machine has shown may not. */
    private static void refuseFailed(Snapshot before, Item item, ItemState state, Map<Integer, String> given)
            throws RefusedException {
        if (state.status() != Status.FAILED) {
            return;
        }
        if (!state.isCorrectable(before.events())) {
            throw new RefusedException("“" + item.text() + "” cannot be ticked, because its proof failed ("
                    + state.sentence() + "): it can only be waived, with a reason");
        }
        if (corrected(state, given).isEmpty()) {
            throw new RefusedException("“" + item.text() + "” cannot be ticked, because " + state.sentence()
                    + ": correct what was filled in, or waive it with a reason");
        }
    }

    private static String joined(String comment, String corrected) {
        String said = line(comment);
        return said.isEmpty() || corrected.isEmpty() ? said + corrected : said + "; " + corrected;
    }

    /** {@code before 312 by mei}; empty if nothing else is given. */
    private static String corrected(ItemState state, Map<Integer, String> given) {
        return given.entrySet().stream()
                .filter(value -> !value.getValue().equals(state.values().getOrDefault(value.getKey(), "")))
                .map(value ->
                        "before " + state.values().getOrDefault(value.getKey(), "nothing") + " by " + state.actor())
                .collect(Collectors.joining(", "));
    }

    /** Fills in one blank of an item. */
    public Snapshot fill(Signer who, String id, int blank, String value) throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            Item item = Taking.find(before, id);
            String checked = checked(item, Map.of(blank, value)).get(blank);
            ObjectNode data = about(item, Map.of()).setAll(who.data());
            to.append(who.id(), EventKind.ITEM_FILLED, data.put("blank", blank).put("value", checked));
        });
    }

    /** Lets an item pass that is open or failed. */
    public Snapshot waive(Signer who, String id, String reason) throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            Item item = Taking.find(before, id);
            refuseSettled(item, before.state(now).item(item.id()));
            ObjectNode data = about(item, Map.of()).setAll(who.data());
            to.append(who.id(), EventKind.ITEM_WAIVED, data.put("reason", reason(reason)));
        });
    }

    /** Says whether an item applies. */
    public Snapshot applies(Signer who, String id, boolean applies, String reason)
            throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            Item item = Taking.find(before, id);
            if (!applies) {
                refuseExempting(before.state(now), item);
            }
            ObjectNode data = about(item, Map.of()).setAll(who.data());
            to.append(
                    who.id(),
                    EventKind.ITEM_APPLIES,
                    data.put("applies", applies).put("reason", reason(reason)));
        });
    }

    /** Says whether a section, and all in it, applies. */
    public Snapshot sectionApplies(Signer who, String name, boolean applies, String reason)
            throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            ChecklistState state = before.state(now);
            int section = section(state, name);
            if (!applies) {
                for (Item item : state.itemsOf(section)) {
                    refuseExempting(state, item);
                }
            }
            String path = String.join(" > ", before.checklist().path(section));
            ObjectNode data = Json.object().put("section", path).put("text", path);
            data.setAll(who.data());
            to.append(
                    who.id(),
                    EventKind.ITEM_APPLIES,
                    data.put("applies", applies).put("reason", reason(reason)));
        });
    }

    /** Approves what a role is asked for. */
    public Snapshot approve(Signer who, String id, String comment) throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            ChecklistState state = before.state(now);
            SignOff asked = signOff(state, id);
            Optional<String> objection = state.objection(asked, who.id(), now);
            if (objection.isPresent()) {
                throw new RefusedException("you cannot approve for " + asked.role() + ": " + objection.get());
            }
            Optional<String> released = Following.otherImage(before, asked);
            if (released.isPresent()) {
                throw new RefusedException("you cannot approve for " + asked.role() + ": it is for image "
                        + asked.subject().path("image").asText() + ", and " + released.get() + " is released");
            }
            if (asked.stage(now) == SignOff.Stage.COMPLETE) {
                throw new RefusedException("enough people have approved for " + asked.role() + " already");
            }
            ObjectNode data = about(asked).setAll(who.data());
            to.append(who.id(), EventKind.SIGNED_OFF, data.put("comment", line(comment)));
        });
    }

    /** Refuses what a role is asked for; who asked for the release may say so, too. */
    public Snapshot reject(Signer who, String id, String reason) throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            SignOff asked = signOff(before.state(now), id);
            if (asked.stage(now) != SignOff.Stage.WAITING) {
                throw new RefusedException("the question to " + asked.role() + " is not open any more: it is "
                        + asked.stage(now).name().toLowerCase(Locale.ROOT));
            }
            ObjectNode data = about(asked).setAll(who.data());
            to.append(who.id(), EventKind.SIGN_OFF_REJECTED, data.put("reason", reason(reason)));
        });
    }

    /** Opens a gate that the rules keep closed. */
    public Snapshot override(Signer who, String gate, String reason) throws IOException, RefusedException {
        return record.change((before, now, to) -> {
            if (gate == null || !before.state(now).isGate(gate.strip())) {
                throw new RefusedException("there is no gate “" + line(gate)
                        + "”: name a section, or 'sign ROLE' for a role that was asked");
            }
            ObjectNode data = Json.object().put("gate", gate.strip());
            data.setAll(who.data());
            to.append(who.id(), EventKind.OVERRIDDEN, data.put("reason", reason(reason)));
        });
    }

    static ObjectNode about(Item item, Map<Integer, String> values) {
        ObjectNode data = Json.object().put("item", item.id()).put("text", item.text());
        if (!values.isEmpty()) {
            ObjectNode filled = data.putObject("values");
            values.forEach((blank, value) -> filled.put(String.valueOf(blank), value));
        }
        return data;
    }

    static ObjectNode about(SignOff asked) {
        return Json.object().put("id", asked.id()).put("role", asked.role());
    }

    private static void refuseSettled(Item item, ItemState state) throws RefusedException {
        if (state.status().isSettled()) {
            String who = state.actor().isEmpty() ? "" : " by " + state.actor();
            throw new RefusedException("“" + item.text() + "” is "
                    + state.status().name().toLowerCase(Locale.ROOT).replace('_', ' ') + who + " already");
        }
    }

    /** What has failed is not made undone by saying that it does not apply, nor is the answer of a role. */
    private static void refuseExempting(ChecklistState state, Item item) throws RefusedException {
        if (state.item(item.id()).status() == Status.FAILED) {
            throw new RefusedException("“" + item.text() + "” has failed ("
                    + state.item(item.id()).sentence() + "): it can only be waived, with a reason");
        }
        refuseOfRole(state, item);
    }

    private static void refuseOfRole(ChecklistState state, Item item) throws RefusedException {
        Optional<String> role = state.settledBy(item);
        if (role.isPresent()) {
            throw new RefusedException("“" + item.text() + "” follows from the answers of " + role.get()
                    + ": approve or reject what they are asked");
        }
    }

    /** Values without a text are left out: an empty field of a form fills nothing. */
    static Map<Integer, String> checked(Item item, Map<Integer, String> values) throws RefusedException {
        Map<Integer, String> checked = new TreeMap<>();
        for (Map.Entry<Integer, String> value : values.entrySet()) {
            int index = value.getKey();
            if (index < 0 || index >= item.blanks().size()) {
                throw new RefusedException("“" + item.text() + "” has no blank with the number " + (index + 1));
            }
            String text = line(value.getValue());
            if (!text.isEmpty()) {
                checked.put(index, checked(item, item.blanks().get(index), text));
            }
        }
        return checked;
    }

    private static String checked(Item item, Blank blank, String value) throws RefusedException {
        if (blank.kind() == Blank.Kind.NUMBER && !value.matches("[-+]?[0-9]+([.,][0-9]+)?")) {
            throw new RefusedException("“" + item.text() + "” wants a number, not “" + value + "”");
        }
        if (blank.kind() == Blank.Kind.CHOICE && !blank.options().contains(value)) {
            throw new RefusedException("“" + item.text() + "” wants one of " + String.join(", ", blank.options())
                    + ", not “" + value + "”");
        }
        return value;
    }

    private static String reason(String given) throws RefusedException {
        String reason = line(given);
        if (reason.isEmpty()) {
            throw new RefusedException("say why: the reason is missing");
        }
        return reason;
    }

    /** As it is kept: in one line, and not without end. */
    static String line(String given) {
        String line = given == null ? "" : given.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }

    private static SignOff signOff(ChecklistState state, String id) throws RefusedException {
        try {
            return state.signOff(id);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    private static int section(ChecklistState state, String name) throws RefusedException {
        try {
            return state.section(name);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }
}
