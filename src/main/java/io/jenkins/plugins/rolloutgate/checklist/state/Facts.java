package io.jenkins.plugins.rolloutgate.checklist.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The events of a release, sorted by what bindings ask for. */
final class Facts {
    /** A verdict on an objective in one look, and the phase of the look. */
    record Judged(Event event, int phase, JsonNode verdict) {}

    private final Map<String, Event> gates = new HashMap<>();
    private final Map<String, List<Judged>> judged = new HashMap<>();
    private final Map<Integer, Event> phasesPassed = new TreeMap<>();
    private final Map<Integer, Integer> percents = new HashMap<>();
    private final Map<String, Event> phases = new HashMap<>();
    private final Map<String, Event> phasesLeft = new HashMap<>();
    private final Map<String, Event> written = new HashMap<>();
    private final List<Event> requests = new ArrayList<>();
    private String phase = "";
    private Event first;
    private Event decision;
    private Event end;

    Facts(List<Event> events) {
        events.forEach(this::take);
    }

    private void take(Event event) {
        first = first == null ? event : first;
        switch (event.kind()) {
            case STARTED, ADOPTED -> {
                int phase = 0;
                for (JsonNode one : event.data().path("spec").path("phases")) {
                    percents.put(phase++, one.path("percent").asInt());
                }
            }
            case GATE -> gates.put(fold(event.text("gate")), event);
            case JUDGED -> {
                int number = event.data().path("phase").asInt();
                event.data()
                        .path("verdicts")
                        .forEach(verdict -> judged.computeIfAbsent(
                                        fold(verdict.path("objective").asText()), name -> new ArrayList<>())
                                .add(new Judged(event, number, verdict)));
            }
            case PHASE -> {
                leave(event);
                phase = event.text("phase");
                phases.put(phase, event);
            }
            case PHASE_PASSED -> {
                phasesPassed.put(event.data().path("phase").asInt(), event);
                percents.put(
                        event.data().path("phase").asInt(),
                        event.data().path("percent").asInt());
            }
            case WRITTEN -> written.putIfAbsent(event.text("key"), event);
            case REQUESTS -> requests.add(event);
            case DECISION -> decision = event;
            case ROLLOUT -> rollout(event);
            case ENDED -> {
                end = event;
                if (List.of("PROMOTED", "PASSED").contains(event.text("outcome"))) {
                    leave(event);
                }
            }
            default -> {}
        }
    }

    /** A checklist lives on while releases come and go: the latest tells what holds. */
    private void rollout(Event event) {
        switch (event.text("stage")) {
            case "begun" -> {
                if (!event.text("strategy").equals("verify-slo")) {
                    decision = null;
                    end = null;
                }
            }
            case "turned" -> decision = event;
            case "ended" -> end = event;
            default -> {}
        }
    }

    /** Whether this is the record of a checklist, which has the proofs of its releases copied into it. */
    boolean isOfChecklist() {
        return first != null && first.text("strategy").equals(ChecklistState.STRATEGY);
    }

    /** A phase is over when the next begins, unless the release has turned in it. */
    private void leave(Event event) {
        if (!phase.isEmpty() && decision == null) {
            phasesLeft.put(phase, event);
        }
    }

    static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    Optional<Event> gate(String name) {
        return Optional.ofNullable(gates.get(fold(name)));
    }

    /** Verdicts on an objective, oldest first. */
    List<Judged> judged(String objective) {
        return judged.getOrDefault(fold(objective), List.of());
    }

    /** Share of the phase of a ramp, in percent; 0 if it is none. */
    int percent(int phase) {
        return percents.getOrDefault(phase, 0);
    }

    /** The event that ended a phase of a ramp well, or a verification. */
    Optional<Event> passed(int phase) {
        Event passed = phasesPassed.get(phase);
        return passed != null
                ? Optional.of(passed)
                : end().filter(end -> end.text("outcome").equals("PASSED"));
    }

    Optional<Event> passedShare(int percent) {
        return phasesPassed.values().stream()
                .filter(event -> event.data().path("percent").asInt() == percent)
                .findFirst();
    }

    Optional<Event> left(String name) {
        return Optional.ofNullable(phasesLeft.get(name));
    }

    /** Whether the release turned while it was in this phase. */
    boolean turnedIn(String name) {
        return decision != null && phases.containsKey(name) && !phasesLeft.containsKey(name);
    }

    Optional<Event> written(String key) {
        return Optional.ofNullable(written.get(key));
    }

    List<Event> requests() {
        return requests;
    }

    Optional<Event> start() {
        return Optional.ofNullable(first);
    }

    Optional<Event> decision() {
        return Optional.ofNullable(decision);
    }

    Optional<Event> end() {
        return Optional.ofNullable(end);
    }

    boolean endedAs(String outcome) {
        return end != null && end.text("outcome").equals(outcome);
    }

    boolean decided(String what) {
        return decision != null && decision.text("decision").equals(what);
    }

    /** When the new version got a share of the traffic. */
    Optional<Event> share(int percent) {
        Optional<Event> gate =
                gate("share-" + percent).filter(event -> event.text("verdict").equals("PASS"));
        return gate.or(() -> percent == 100 ? written("switch") : Optional.empty());
    }

    boolean isRollback() {
        return first != null && first.text("mode").equals("ROLLBACK");
    }
}
