package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what stands as a mark on the line of time: verdicts, decisions, people, failed requests. */
final class Marks {
    private final History history;
    private final List<Timeline.Mark> marks = new ArrayList<>();
    private Status lastLook = Status.NOT_RUN;
    private final Map<String, Status> advisory = new HashMap<>();
    private int phase = -1;

    Marks(History history) {
        this.history = history;
    }

    List<Timeline.Mark> all() {
        GateRow.of(history)
                .forEach(gate -> gate.at()
                        .ifPresent(at -> add(
                                at,
                                Timeline.Mark.Type.GATE,
                                gate.verdict(),
                                gate.title() + ": " + gate.sentence(),
                                "")));
        history.events().forEach(this::take);
        RequestCount.of(history)
                .forEach(count -> count.buckets().stream()
                        .filter(bucket -> bucket.failed() > 0)
                        .forEach(bucket -> add(
                                bucket.at(),
                                Timeline.Mark.Type.FAILED,
                                Status.FAIL,
                                Words.count(bucket.failed(), "failed request"),
                                "")));
        marks.sort(Comparator.comparing(Timeline.Mark::at));
        return marks;
    }

    private void add(Instant at, Timeline.Mark.Type type, Status status, String text, String label) {
        marks.add(new Timeline.Mark(at, type, status, text, label));
    }

    private void take(Event event) {
        boolean person = !event.actor().equals(Event.ENGINE);
        String who = event.actor();
        switch (event.kind()) {
            case DECISION -> {
                String decision = event.text("decision");
                Status status = decision.equals("hold") ? Status.HELD : Status.STOPPED;
                add(event.time(), Timeline.Mark.Type.DECISION, status, event.text("reason"), decision);
            }
            case JUDGED -> judged(event);
            case QUESTION ->
                add(event.time(), Timeline.Mark.Type.PERSON, Status.WAITING, "asked: " + event.text("text"), "");
            case ANSWERED -> person(event, who + ": " + event.text("answer"), comment(event.text("comment")));
            case STARTED -> {
                if (person) {
                    person(event, who + " started", " the release");
                }
            }
            case CONTINUED -> {
                if (person) {
                    person(
                            event,
                            who + " went on",
                            " up to " + event.data().path("until").asInt() + " %");
                }
            }
            case PAUSED -> person(event, who + " held it", ": " + event.text("reason"));
            case UNPAUSED -> person(event, who + " let it go on", ": " + event.text("reason"));
            case ABORT_REQUESTED -> {
                if (person) {
                    person(event, who + " asked to stop", ": " + event.text("reason"));
                }
            }
            default -> {}
        }
    }

    private static String comment(String comment) {
        return comment.isBlank() ? "" : ", " + comment;
    }

    private void person(Event event, String label, String rest) {
        add(event.time(), Timeline.Mark.Type.PERSON, Status.NOW, label + rest, label);
    }

    /**
     * A look stands for the objectives that decide; it is marked when it passes again, and whenever it does not pass. One
     * that is only recorded is marked when its verdict changes.
     */
    private void judged(Event event) {
        if (event.data().path("phase").asInt() != phase) {
            phase = event.data().path("phase").asInt();
            lastLook = Status.NOT_RUN;
            advisory.clear();
        }
        Status worst = Status.PASS;
        List<String> sentences = new ArrayList<>();
        String look = "Look " + event.data().path("look").asInt() + ": ";
        for (JsonNode row : event.data().path("verdicts")) {
            Status verdict = GateRow.verdict(row.path("verdict").asText());
            String sentence = row.path("sentence").asText();
            if (row.path("severity").asText().equals("ADVISORY")) {
                Status before = advisory.put(row.path("objective").asText(), verdict);
                if (verdict != (before == null ? Status.PASS : before)) {
                    add(event.time(), Timeline.Mark.Type.GATE, verdict, look + sentence + " (only recorded)", "");
                }
            } else if (verdict != Status.PASS) {
                worst = worst == Status.FAIL ? worst : verdict;
                sentences.add(sentence);
            }
        }
        if (worst != Status.PASS || lastLook != Status.PASS) {
            String what = sentences.isEmpty() ? "every objective that decides is met" : String.join("; ", sentences);
            add(event.time(), Timeline.Mark.Type.GATE, worst, look + what, "");
        }
        lastLook = worst;
    }
}
