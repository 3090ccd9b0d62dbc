package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.Tone;
import java.util.List;
import java.util.Locale;

/** What checks have found, as lines for people or as JSON. */
record CheckedOutput(Shell shell, boolean isJson) {

    static int code(List<Checked> all) {
        boolean failed = all.stream().anyMatch(one -> one.finding().status() == Finding.Status.FAIL);
        boolean unknown = all.stream().anyMatch(one -> one.finding().status() == Finding.Status.UNKNOWN);
        return failed ? ExitCode.FAILED : unknown ? ExitCode.HELD : ExitCode.DONE;
    }

    void print(String cluster, String namespace, List<Checked> all) {
        if (isJson) {
            ObjectNode json = Json.object().put("cluster", cluster).put("namespace", namespace);
            json.set("checks", rows(all));
            shell.out().println(Json.pretty(json));
            return;
        }
        lines(new Screen(shell.out(), shell), all);
    }

    static void lines(Screen screen, List<Checked> all) {
        int width = all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        for (Checked one : all) {
            Finding finding = one.finding();
            String status = finding.status().name().replace('_', ' ');
            String name = String.format(Locale.ROOT, "%-" + (width + 2) + "s", one.name());
            screen.line(screen.style().mark(tone(finding.status())) + " " + name
                    + String.format(Locale.ROOT, "%-16s", status)
                    + Screen.plain(finding.seen()));
            if (!finding.todo().isEmpty()) {
                screen.line(
                        " ".repeat(width + 20) + screen.style().dim(Screen.plain(ShellWords.steps(finding.todo()))));
            }
        }
    }

    private static Tone tone(Finding.Status status) {
        return switch (status) {
            case PASS -> Tone.PASS;
            case FAIL -> Tone.FAIL;
            case WARN, UNKNOWN -> Tone.WARN;
            case NOT_APPLICABLE -> Tone.IDLE;
        };
    }

    static ArrayNode rows(List<Checked> all) {
        ArrayNode rows = Json.tree(List.of());
        for (Checked one : all) {
            Finding finding = one.finding();
            ObjectNode row = rows.addObject()
                    .put("name", one.name())
                    .put("status", finding.status().name())
                    .put("seen", finding.seen())
                    .put("todo", finding.todo())
                    .put("millis", one.took().toMillis());
            ObjectNode numbers = row.putObject("numbers");
            finding.numbers().forEach(numbers::put);
        }
        return rows;
    }
}
