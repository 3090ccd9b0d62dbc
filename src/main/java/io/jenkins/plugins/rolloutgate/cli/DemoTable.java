package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.Timing;
import io.jenkins.plugins.rolloutgate.report.Tone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in the demo, as a table for people or as JSON. */
final class DemoTable {
    private static final List<String> HEAD =
            List.of("Release", "Version", "Outcome", "Measured", "Target", "Requests", "Failed");
    private static final int NUMBERS = 2;

    private DemoTable() {}

    static void print(List<DemoResult> results, Shell shell, OutputOptions output, Screen screen) {
        if (output.isJson()) {
            shell.out().println(Json.pretty(json(results)));
            return;
        }
        Style style = screen.style();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        results.forEach(result -> rows.add(row(result)));
        List<String> lines = aligned(rows);
        screen.line("");
        screen.line("  " + style.bold(lines.get(0)));
        for (int i = 0; i < results.size(); i++) {
            screen.line(style.mark(results.get(i).passed() ? Tone.PASS : Tone.FAIL) + " " + lines.get(i + 1));
        }
        screen.line(
                style.dim("  Requests are counted until a moment after each release, in its report until its end."));
        screen.line("");
        results.forEach(
                result -> screen.line(style.dim("  report  ") + result.files().html()));
        Path last = results.get(results.size() - 1).files().record().getParent();
        screen.line(style.dim("  again   ") + "./rollout-gate report " + last.getFileName() + " --record "
                + last.getParent());
    }

    private static List<String> row(DemoResult result) {
        return List.of(
                result.title(),
                result.change(),
                result.outcome().name().replace('_', ' '),
                result.timing()
                        .map(timing -> timing.name().toLowerCase(Locale.ROOT) + " " + timing.value())
                        .orElse("–"),
                result.timing().map(Timing::target).orElse(""),
                String.valueOf(result.sent()),
                String.valueOf(result.failed()));
    }

    /** Columns as wide as their longest value; the last two are numbers. */
    static List<String> aligned(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                String space = " ".repeat(width - row.get(i).length());
                cells.add(i < row.size() - NUMBERS ? row.get(i) + space : space + row.get(i));
            }
            lines.add(String.join("  ", cells));
        }
        return lines;
    }

    private static ObjectNode json(List<DemoResult> results) {
        ObjectNode json = Json.object().put("passed", results.stream().allMatch(DemoResult::passed));
        ArrayNode rows = json.putArray("releases");
        for (DemoResult result : results) {
            ObjectNode row = rows.addObject()
                    .put("title", result.title())
                    .put("passed", result.passed())
                    .put("expected", result.expected().name())
                    .put("sent", result.sent())
                    .put("failed", result.failed())
                    .put(
                            "millis",
                            result.timing()
                                    .flatMap(Timing::took)
                                    .map(Duration::toMillis)
                                    .orElse(null));
            row.set("report", result.files().toJson());
        }
        return json;
    }
}
