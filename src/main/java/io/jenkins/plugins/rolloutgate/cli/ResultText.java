package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.report.Status;
import io.jenkins.plugins.rolloutgate.report.Timing;
import java.util.Locale;

/** What a person is told at the end of a release: how it ended, how long it took beside its targets, and where to read more. */
final class ResultText {
    private ResultText() {}

    static void print(ReportFiles files, Screen screen) {
        ReleaseReport report = files.report();
        Style style = screen.style();
        screen.status("");
        screen.line("");
        screen.line(style.mark(report.standing().tone()) + " "
                + style.bold(
                        style.tone(report.standing().tone(), report.standing().title()))
                + ": " + Screen.plain(report.standing().sentence()));
        report.standing()
                .choices()
                .forEach(fact -> screen.line(String.format("  %-16s ", fact.label()) + Screen.plain(fact.value())));
        for (Timing timing : report.timings()) {
            if (timing.status() != Status.NOT_NEEDED) {
                screen.line(String.format("  %-16s %-12s %-28s ", timing.name(), timing.value(), timing.target())
                        + style.tone(
                                timing.status().tone(), timing.status().word().toLowerCase(Locale.ROOT)));
            }
        }
        screen.line("  " + report.safety().sentence() + ".");
        if (files.kept()) {
            screen.line(style.dim("  report  ") + files.html());
        }
        screen.line(style.dim("  record  ") + files.record());
        screen.line(style.dim(
                "  head    " + report.chain().head() + ", " + report.events().size() + " events"));
    }
}
