package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistReport;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistStatusJson;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import java.time.Instant;
import java.util.Locale;

/** Prints how a checklist stands: the line of it, what is open or failed, and who is awaited. */
final class ShellChecklist {
    private final Shell shell;
    private final OutputOptions output;

    ShellChecklist(Shell shell, OutputOptions output) {
        this.shell = shell;
        this.output = output;
    }

    void print(Snapshot snapshot) {
        Instant now = Instant.now();
        ChecklistReport report = snapshot.report(now);
        if (output.isJson()) {
            shell.out().println(Json.pretty(ChecklistStatusJson.of(report)));
            return;
        }
        shell.out().println(report.title() + ": " + report.summary().text());
        shell.out().println("  id    " + report.id());
        shell.out().println("  head  " + report.chain().head());
        snapshot.damage().ifPresent(damage -> shell.out().println("  DAMAGED: " + damage));
        for (Item item : report.checklist().items()) {
            ItemState state = report.state().item(item.id());
            if (!state.status().isSettled()) {
                String why = state.sentence().isEmpty() ? "" : " (" + state.sentence() + ")";
                print(state.status(), item.text() + why);
            }
        }
        for (SignOff asked : report.state().signOffs()) {
            shell.out()
                    .println("  sign-off of " + Screen.plain(asked.role()) + ": "
                            + asked.stage(now).name().toLowerCase(Locale.ROOT) + ", "
                            + asked.signed().size() + " of "
                            + asked.quorum());
        }
    }

    private void print(Status status, String text) {
        shell.out().println("  " + (status == Status.FAILED ? "FAILED " : "open   ") + Screen.plain(text));
    }
}
