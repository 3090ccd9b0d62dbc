package io.jenkins.plugins.rolloutgate.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.TaskListener;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.report.EventLines;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Shows the progress of a release in the log of a build, and beside its step. Not thread-safe. */
final class BuildProgress {
    /** Each change of a label is a write to disk. */
    private static final Duration BETWEEN_LABELS = Duration.ofSeconds(2);

    private final StepContext context;
    private final boolean labels;
    private final EventLines lines = new EventLines();
    private long told;
    private long seen;
    private String phase = "";
    private volatile String status = "starting";
    private String label = "";
    /** Whom a step waits for must be seen at once. */
    private boolean urgent;

    private long labelledAt = System.nanoTime() - BETWEEN_LABELS.toNanos();

    /**
     * Begins after what was told before.
     *
     * @param labels whether the step may have a label; with a block, one would make it a stage of the graph
     * @param told sequence of the last event that is in the log
     */
    BuildProgress(StepContext context, boolean labels, long told) {
        this.context = context;
        this.labels = labels;
        this.told = told;
    }

    /** Shows what is new; returns the sequence of the last event in the log. */
    long show(List<Event> events) throws IOException, InterruptedException {
        PrintStream log = context.get(TaskListener.class).getLogger();
        for (Event event : events) {
            if (event.sequence() > seen) {
                take(event, log);
                seen = event.sequence();
            }
        }
        told = Math.max(told, seen);
        label();
        return told;
    }

    private void take(Event event, PrintStream log) {
        List<String> said = lines.of(event);
        if (event.sequence() > told) {
            said.forEach(log::println);
        }
        if (event.kind() == EventKind.PHASE) {
            phase = event.text("title");
            status = phase;
        } else if (event.kind() == EventKind.PROGRESS) {
            status = phase.isEmpty() ? event.text("text") : phase + ": " + event.text("text");
        } else if (event.kind() == EventKind.QUESTION) {
            status = (phase.isEmpty() ? "" : phase + ": ") + "waiting for " + awaited(event.data());
            urgent = true;
        } else if (event.kind() == EventKind.PAUSED) {
            status = (phase.isEmpty() ? "" : phase + ": ") + "held by " + event.actor();
            urgent = true;
        } else if (event.kind() == EventKind.UNPAUSED
                || event.kind() == EventKind.ANSWERED
                || event.kind() == EventKind.WITHDRAWN) {
            status = phase;
            urgent = true;
        } else if (event.kind() == EventKind.ENDED) {
            status = event.text("outcome").replace('_', ' ').toLowerCase(Locale.ROOT);
        }
    }

    private static String awaited(JsonNode question) {
        List<String> from = new ArrayList<>();
        question.path("from").forEach(who -> from.add(who.asText()));
        return from.isEmpty() ? "somebody who may build" : String.join(" or ", from);
    }

    private void label() throws IOException, InterruptedException {
        long now = System.nanoTime();
        boolean due = urgent || now - labelledAt >= BETWEEN_LABELS.toNanos();
        if (labels && !label.equals(status) && due) {
            context.get(FlowNode.class).addOrReplaceAction(new LabelAction(status));
            label = status;
            labelledAt = now;
            urgent = false;
        }
    }

    /** A short lower-case phrase. */
    String status() {
        return status;
    }
}
