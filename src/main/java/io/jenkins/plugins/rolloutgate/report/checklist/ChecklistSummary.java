package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.state.Progress;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.report.Tone;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A checklist in one line: {@code 41 of 52, waiting for Operations}.
 *
 * @param waiting roles that are asked and have not answered
 * @param rejected roles that have said no
 */
public record ChecklistSummary(
        int done, int total, int failed, List<String> waiting, List<String> rejected, boolean complete) {

    public ChecklistSummary {
        waiting = List.copyOf(waiting);
        rejected = List.copyOf(rejected);
    }

    static ChecklistSummary of(ChecklistReport report) {
        Progress progress = report.state().progress();
        return new ChecklistSummary(
                progress.done(),
                progress.total(),
                progress.counts().getOrDefault(Status.FAILED, 0),
                report.awaited().stream().map(SignOff::role).toList(),
                report.state().signOffs().stream()
                        .filter(asked -> asked.stage(report.now()) == SignOff.Stage.REJECTED)
                        .filter(asked -> report.state().signOffOf(asked.role()).equals(Optional.of(asked)))
                        .map(SignOff::role)
                        .toList(),
                progress.isComplete());
    }

    /** {@code 41 of 52}. */
    public String progress() {
        return done + " of " + total;
    }

    /** The whole line. */
    public String text() {
        StringBuilder text = new StringBuilder(progress());
        if (!rejected.isEmpty()) {
            text.append(", rejected by ").append(String.join(" and ", rejected));
        }
        if (failed > 0) {
            text.append(", ").append(failed).append(" failed");
        }
        if (!waiting.isEmpty()) {
            text.append(", waiting for ").append(String.join(" and ", waiting));
        } else if (complete && rejected.isEmpty()) {
            text.append(", complete");
        }
        return text.toString();
    }

    /** One word for it. */
    public String word() {
        return (!rejected.isEmpty()
                        ? "rejected"
                        : failed > 0 ? "failed" : !waiting.isEmpty() ? "waiting" : complete ? "complete" : "open")
                .toUpperCase(Locale.ROOT);
    }

    public Tone tone() {
        return !rejected.isEmpty() || failed > 0
                ? Tone.FAIL
                : !waiting.isEmpty() ? Tone.WARN : complete ? Tone.PASS : Tone.IDLE;
    }
}
