package io.jenkins.plugins.rolloutgate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Renders a report as Markdown with tables (GFM), for tickets and chats. */
public final class MarkdownReport {
    private final ReleaseReport report;
    private final Markdown text = new Markdown();

    private MarkdownReport(ReleaseReport report) {
        this.report = report;
    }

    public static String of(ReleaseReport report) {
        return new MarkdownReport(report).write();
    }

    private String write() {
        Heading heading = report.heading();
        text.heading(1, heading.title() + ": " + report.summary().word());
        report.chain().damage().ifPresent(damage -> text.paragraph("Record damaged:", damage));
        text.paragraph(report.safety().sentence() + ".", report.safety().detail());
        text.paragraph(report.standing().title() + ".", report.standing().sentence());
        report.standing().question().ifPresent(q -> question());
        text.columns("", "")
                .row("Release", heading.release())
                .row("Strategy", heading.strategy() + (heading.rollback() ? ", rollback" : ""))
                .row("Cluster / namespace", heading.cluster() + " / " + heading.namespace());
        if (heading.movesTraffic()) {
            text.row("Old image", heading.from()).row("New image", heading.to());
        }
        text.row("Started", Words.date(heading.startedAt()) + " by " + heading.startedBy())
                .row(heading.endedAt().isPresent() ? "Ended" : "State at", Words.date(heading.stateAt()));
        report.safety().facts().forEach(fact -> text.row(fact.label(), fact.value()));
        if (heading.movesTraffic()) {
            timings();
        }
        objectives();
        ramp();
        phases();
        gates();
        writes();
        rest();
        return text.toString();
    }

    private void timings() {
        text.heading(2, "Measured").columns("What", "Measured", "Target", "Status", "How");
        report.timings()
                .forEach(timing -> text.row(
                        timing.name(),
                        timing.value(),
                        timing.target(),
                        timing.status().word(),
                        timing.sentence()));
    }

    private void question() {
        text.list(report.standing().facts().stream()
                .map(fact -> fact.label() + ": " + fact.value())
                .toList());
    }

    private void objectives() {
        if (report.objectives().isEmpty()) {
            return;
        }
        text.heading(2, "Objectives")
                .columns("Objective", "Last value", "Limit", "Verdict", "Looks", "If it fails", "Why");
        report.objectives()
                .forEach(row -> text.row(
                        row.text(),
                        row.shown(),
                        row.what() + row.limit(),
                        row.verdict().word(),
                        row.count(),
                        row.consequence(),
                        row.sentence()));
    }

    private void ramp() {
        if (report.ramp().isEmpty()) {
            return;
        }
        List<String> titles = new ArrayList<>(List.of("Phase"));
        report.objectives().forEach(row -> titles.add(row.name()));
        titles.addAll(List.of("Status", "Ended by", "Why"));
        text.heading(2, "Ramp").columns(titles.toArray(String[]::new));
        for (RampRow phase : report.ramp()) {
            List<String> cells = new ArrayList<>();
            cells.add("canary " + phase.percent() + " %, " + ObjectiveTiles.when(phase));
            report.objectives()
                    .forEach(row -> cells.add(phase.of(row.name())
                            .map(cell -> (cell.value().isEmpty() ? "–" : cell.value()) + ", "
                                    + cell.verdict().word())
                            .orElse("")));
            cells.addAll(List.of(phase.status().word(), ObjectiveTiles.by(phase), phase.reason()));
            text.row(cells.toArray(String[]::new));
        }
    }

    private void phases() {
        if (!report.heading().movesTraffic() || report.phases().isEmpty()) {
            return;
        }
        text.heading(2, "Phases").columns("Phase", "From (UTC)", "Took", "Status", "Seen");
        for (PhaseRow phase : report.phases()) {
            String seen = phase.waits().stream()
                    .map(wait -> wait.text() + ", " + Words.text(wait.took()))
                    .collect(Collectors.joining("; "));
            String note = seen.isEmpty() || phase.note().isEmpty() ? phase.note() : "; " + phase.note();
            text.row(
                    phase.title(),
                    Words.clock(phase.from()),
                    Words.text(phase.took()),
                    phase.status().word(),
                    seen + note);
        }
    }

    private void gates() {
        if (report.gates().isEmpty()) {
            return;
        }
        text.heading(2, "Gates").columns("Event", "Time (UTC)", "Gate", "Verdict", "Answer");
        report.gates()
                .forEach(gate -> text.row(
                        gate.event() == 0 ? "" : Words.number(gate.event()),
                        gate.at().map(Words::clock).orElse(""),
                        gate.title(),
                        gate.verdict().word(),
                        gate.sentence()));
    }

    private void writes() {
        if (!report.heading().movesTraffic()) {
            return;
        }
        text.heading(2, "Written to the cluster");
        if (report.writes().isEmpty()) {
            text.paragraph("", "Nothing was written to the cluster.");
            return;
        }
        text.columns("Event", "Time (UTC)", "Object", "Change", "Who", "Result");
        for (WriteRow write : report.writes()) {
            String change =
                    write.change().stream().map(WriteRow.Difference::text).collect(Collectors.joining(", "));
            text.row(
                    Words.number(write.event()),
                    Words.clock(write.at()),
                    write.kind() + " " + write.name(),
                    change,
                    write.actor(),
                    write.status().word() + ", " + write.result());
        }
    }

    private void rest() {
        if (!report.warnings().isEmpty()) {
            text.heading(2, "Warnings").list(report.warnings());
        }
        if (!report.logs().isEmpty()) {
            text.heading(2, "Log lines");
            report.logs().forEach(log -> text.paragraph("", log.title()).verbatim(String.join("\n", log.lines())));
        }
        if (!report.requests().isEmpty()) {
            text.heading(2, "Requests").columns("Counted by", "Sent", "Failed");
            report.requests()
                    .forEach(count -> text.row(count.how(), Words.number(count.sent()), Words.number(count.failed())));
        }
        text.heading(2, "Record");
        text.paragraph(
                report.chain().damage().isEmpty() ? "Chain intact." : "Damaged.",
                Words.count(report.events().size(), "event") + ", head sha256 "
                        + report.chain().head());
    }
}
