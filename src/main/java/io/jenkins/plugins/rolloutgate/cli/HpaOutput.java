package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaPlan;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaSpec;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Duration;
import java.util.List;

/** What {@code hpa} has found and written: lines as it goes on, or one JSON object at the end. */
final class HpaOutput {
    private final Shell shell;
    private final boolean isJson;
    private final ArrayNode rows = Json.tree(List.of());

    HpaOutput(Shell shell, boolean isJson) {
        this.shell = shell;
        this.isJson = isJson;
    }

    void checked(HpaSpec spec, List<Checked> checks) {
        if (isJson) {
            ObjectNode row = rows.addObject().put("namespace", spec.namespace()).put("deployment", spec.deployment());
            row.set("checks", CheckedOutput.rows(checks));
        } else {
            CheckedOutput.lines(screen(), checks);
        }
    }

    /** What there is to write, or would be. */
    void planned(HpaSpec spec, HpaPlan found, boolean isOnlyPlan) {
        if (isJson) {
            ((ObjectNode) rows.get(rows.size() - 1))
                    .put("autoscaler", found.name())
                    .put("written", !isOnlyPlan && !found.isNothing())
                    .set("diff", Json.tree(found.diff()));
            return;
        }
        Screen screen = screen();
        String verb = found.isNothing()
                ? " is as it should be"
                : (isOnlyPlan ? " would be " : " is ") + (found.manifest().isPresent() ? "created" : "changed");
        screen.line("autoscaler " + spec.namespace() + "/" + found.name() + verb);
        found.diff().forEach(line -> screen.line("  " + Screen.plain(line)));
        spec.behavior()
                .notes()
                .forEach(note -> screen.line("  " + screen.style().dim(note)));
    }

    void ended(Finding end, Duration took) {
        Checked row = new Checked("hpa", end, took);
        if (isJson) {
            ((ObjectNode) rows.get(rows.size() - 1))
                    .set("result", CheckedOutput.rows(List.of(row)).get(0));
        } else {
            CheckedOutput.lines(screen(), List.of(row));
        }
    }

    void close() {
        if (isJson) {
            shell.out().println(Json.pretty(Json.object().set("autoscalers", rows)));
        }
    }

    private Screen screen() {
        return new Screen(shell.out(), shell);
    }
}
