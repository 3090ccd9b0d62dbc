package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.Timing;
import io.jenkins.plugins.rolloutgate.report.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What happened in the demo, as a table for people or as JSON. */
final class DemoTable {
    private DemoTable() {}

    static void print(List<DemoResult> results, Shell shell, OutputOptions output, Screen screen) {
        if (output.isJson()) {
            shell.out().println(Json.pretty(json(results)));
            return;
        }
        Style style = screen.style();
        String format = "%-20s %-17s %-12s %-20s %-18s %8s %7s";
        screen.line("");
        screen.line("  "
                + style.bold(String.format(
                        format, "Release", "Version", "Outcome", "Measured", "Target", "Requests", "Failed")));
        for (DemoResult result : results) {
            screen.line(style.mark(result.passed() ? Tone.PASS : Tone.FAIL) + " "
                    + String.format(
                            format,
                            result.title(),
                            result.change(),
                            result.outcome().name().replace('_', ' '),
                            result.timing()
                                    .map(timing -> timing.name().toLowerCase(Locale.ROOT) + " " + timing.value())
                                    .orElse("–"),
                            result.timing().map(Timing::target).orElse(""),
                            result.sent(),
                            result.failed()));
        }
        screen.line("");
        results.forEach(
                result -> screen.line(style.dim("  report  ") + result.files().html()));
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
