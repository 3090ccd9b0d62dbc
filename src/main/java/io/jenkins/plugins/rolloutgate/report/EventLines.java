package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the events of one release, in their order, as lines for a log. Not thread-safe: it remembers what was sent. */
public final class EventLines {
    private final Map<String, String> sent = new HashMap<>();
    private boolean weighted;
    private String stable = "";
    private String canary = "";

    /** The lines for the next event; none where it says nothing new to people. */
    public List<String> of(Event event) {
        JsonNode data = event.data();
        return switch (event.kind()) {
            case STARTED, ADOPTED -> List.of(start(event));
            case BASELINE -> baseline(data);
            case WARNING -> List.of("warning: " + event.text("text"));
            case PHASE -> List.of(Words.capital(PhaseRow.title(event)));
            case PROGRESS -> List.of("  " + event.text("text"));
            case TRAFFIC -> List.of((weighted ? "  traffic by weight: " : "  ready endpoints: ") + endpoints(data));
            case INTENT -> {
                sent.put(event.text("key"), event.text("summary") + " (" + object(data.path("object")) + ")");
                yield List.of();
            }
            case WRITTEN ->
                List.of("  written: " + written(event) + ", "
                        + data.path("millis").asLong() + " ms");
            case NOT_WRITTEN -> List.of("  not written: " + written(event) + ": " + event.text("reason"));
            case GATE -> gate(event);
            case DECISION -> List.of("decided to " + verb(event.text("decision")) + ": " + event.text("reason"));
            case PAUSED -> List.of("held where it is by " + event.actor() + ": " + event.text("reason"));
            case UNPAUSED -> List.of("goes on, by " + event.actor() + ": " + event.text("reason"));
            case ABORT_REQUESTED -> List.of("stop asked by " + event.actor() + ": " + event.text("reason"));
            case LOG -> log(event);
            case DRAINED -> List.of("  old colour drained: " + event.text("how"));
            case RESUMED -> List.of("another process goes on with the release");
            case OUTAGE -> List.of("the cluster is observed again; it was not since " + event.text("from"));
            case ENDED -> List.of(event.text("outcome").replace('_', ' ') + ": " + event.text("reason"));
            case JUDGED -> judged(data);
            case PHASE_PASSED ->
                List.of("  " + data.path("percent").asInt() + "% passed by " + event.text("by") + ": "
                        + event.text("reason"));
            case QUESTION -> question(event);
            case ANSWERED -> List.of(event.actor() + " answered " + event.text("answer") + comment(event));
            case WITHDRAWN -> List.of("  the question was taken back: " + event.text("reason"));
            case CONTINUED -> List.of("continued up to " + data.path("until").asInt() + "% by " + event.actor());
            case CHECKLIST ->
                List.of("checklist taken in: " + data.path("items").size() + " items");
            case ROLLOUT -> List.of(rollout(event));
            case ITEM_PROVEN ->
                List.of("  " + item(event) + ": " + event.text("verdict") + ", " + event.text("sentence"));
            case ITEM_SIGNED -> List.of(event.actor() + " ticked " + item(event));
            case ITEM_WAIVED -> List.of(event.actor() + " waived " + item(event) + ": " + event.text("reason"));
            case ITEM_APPLIES ->
                List.of(event.actor() + " says that " + item(event)
                        + (data.path("applies").asBoolean() ? " applies: " : " does not apply: ")
                        + event.text("reason"));
            case ITEM_FILLED ->
                List.of("  " + item(event) + " filled in by " + event.actor() + ": " + event.text("value"));
            case REOPENED -> List.of("recurring sections begin anew: " + event.text("period"));
            case SIGN_OFF_ASKED -> List.of("approval asked of " + event.text("role"));
            case SIGNED_OFF -> List.of(event.actor() + " approved for " + event.text("role") + comment(event));
            case SIGN_OFF_REJECTED ->
                List.of(event.actor() + " rejected for " + event.text("role") + ": " + event.text("reason"));
            case SIGN_OFF_VOIDED ->
                List.of("approvals of " + event.text("role") + " do not count any more: " + event.text("reason"));
            case OVERRIDDEN -> List.of("OVERRIDE by " + event.actor() + ": " + event.text("reason"));
            case OWNED, REQUESTS, MEASURED -> List.of();
        };
    }

    private static String rollout(Event event) {
        String reason = event.text("reason").isEmpty() ? "" : ": " + event.text("reason");
        return switch (event.text("stage")) {
            case "begun" -> "release " + event.text("release") + " begins";
            case "turned" -> "release " + event.text("release") + " turns: " + event.text("decision") + reason;
            case "held" -> "release " + event.text("release") + " is held by " + event.text("by") + reason;
            case "resumed" -> "release " + event.text("release") + " goes on, by " + event.text("by") + reason;
            default -> "release " + event.text("release") + " is " + event.text("outcome") + reason;
        };
    }

    private static String item(Event event) {
        return "'" + event.text("text") + "'";
    }

    private static String comment(Event event) {
        return event.text("comment").isEmpty() ? "" : ": " + event.text("comment");
    }

    /** A verdict is told when it is another one than at the look before. */
    private List<String> judged(JsonNode data) {
        List<String> lines = new ArrayList<>();
        for (JsonNode verdict : data.path("verdicts")) {
            String objective = verdict.path("objective").asText();
            String now = verdict.path("verdict").asText();
            if (!now.equals(sent.put("objective " + objective, now))) {
                lines.add("  " + now + ": " + verdict.path("sentence").asText());
            }
        }
        return lines;
    }

    private static List<String> question(Event event) {
        List<String> from = new ArrayList<>();
        event.data().path("from").forEach(who -> from.add(who.asText()));
        List<String> answers = new ArrayList<>();
        event.data().path("answers").forEach(answer -> answers.add(answer.asText()));
        String within = Standing.duration(event.text("expires"))
                .map(time -> " within " + Words.text(time))
                .orElse("");
        boolean back = event.text("silence").equals("ROLLBACK");
        return List.of(
                "question to " + (from.isEmpty() ? "somebody" : String.join(" or ", from)) + ": " + event.text("text"),
                "  answers: " + String.join(", ", answers) + "; without one" + within + " it "
                        + (back ? "rolls back" : "is held for a person"));
    }

    private String start(Event event) {
        JsonNode spec = event.data().path("spec");
        weighted = spec.has("router") && !spec.path("router").asText().equals("REPLICAS");
        stable = spec.path("stable").asText();
        canary = spec.path("canary").asText();
        if (event.text("strategy").equals(VerifySpec.STRATEGY)) {
            return verification(event.text("release"), spec);
        }
        if (event.text("strategy").equals(ChecklistState.STRATEGY)) {
            return "checklist " + event.text("release") + " of " + event.actor();
        }
        boolean rollback = spec.path("mode").asText().equals("ROLLBACK");
        String what = rollback
                ? "back to the other colour"
                : "to " + spec.path("image").asText();
        String begun = event.kind() == EventKind.ADOPTED ? ", adopted from the cluster" : "";
        return "release " + event.text("release") + ": "
                + spec.path("application").asText() + " " + what
                + ", namespace " + spec.path("namespace").asText() + " of cluster "
                + spec.path("cluster").asText() + begun;
    }

    private static String verification(String release, JsonNode spec) {
        List<String> objectives = new ArrayList<>();
        spec.path("objectives")
                .forEach(objective -> objectives.add(objective.path("text").asText()));
        String during =
                Standing.duration(spec.path("during").asText()).map(Words::text).orElse("");
        String capture = spec.path("capture").asText();
        return (capture.isEmpty() ? "verification " : "baseline " + capture + ", ") + release + ": "
                + spec.path("application").asText() + " for " + during + ", " + String.join("; ", objectives);
    }

    private List<String> baseline(JsonNode data) {
        JsonNode found = data.path("baseline");
        List<String> lines = new ArrayList<>();
        if (!found.isMissingNode()) {
            lines.add("  " + found.path("active").asText(stable) + " has the traffic with "
                    + Words.image(found.path("oldImage").asText()) + "; "
                    + found.path("idle").asText(canary) + " gets "
                    + Words.image(found.path("newImage").asText()));
        }
        data.path("warnings").forEach(warning -> lines.add("warning: " + warning.asText()));
        return lines;
    }

    private String endpoints(JsonNode data) {
        List<String> counts = new ArrayList<>();
        data.properties()
                .forEach(side -> counts.add(
                        side.getKey() + " " + Math.round(side.getValue().asDouble()) + (weighted ? "%" : "")));
        return String.join(", ", counts);
    }

    private String written(Event event) {
        return sent.getOrDefault(event.text("key"), event.text("key"));
    }

    private static String object(JsonNode object) {
        return object.path("kind").asText() + " " + object.path("name").asText();
    }

    private static List<String> gate(Event event) {
        // An explanation decides nothing by itself; the decision quotes it.
        return event.text("gate").equals("explain")
                ? List.of()
                : List.of("  " + event.text("gate") + " " + event.text("verdict") + sentence(event));
    }

    private static String sentence(Event event) {
        return event.text("sentence").isEmpty() ? "" : ": " + event.text("sentence");
    }

    private static String verb(String decision) {
        return decision.equals("rollback") ? "roll back" : decision;
    }

    private static List<String> log(Event event) {
        List<String> lines = new ArrayList<>();
        lines.add("  last log lines of pod " + event.text("pod") + ":");
        event.data().path("lines").forEach(line -> lines.add("    " + line.asText()));
        return lines;
    }
}
