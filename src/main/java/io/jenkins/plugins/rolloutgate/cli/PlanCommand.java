package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.Tone;
import io.jenkins.plugins.rolloutgate.strategy.Plan;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;

/** Prints what a release would write, as a diff. */
final class PlanCommand {
    private final Shell shell;
    private final OutputOptions output;

    PlanCommand(Shell shell, OutputOptions output) {
        this.shell = shell;
        this.output = output;
    }

    int print(ReleaseSpec spec, Cluster cluster) throws ClusterException {
        Plan plan = Plan.of(spec, cluster.observe(spec.targets()));
        if (output.isJson()) {
            shell.out().println(Json.pretty(json(spec, plan)));
        } else if (plan.refusals().isEmpty()) {
            text(spec, plan);
        }
        if (!plan.refusals().isEmpty()) {
            throw new CommandException(ExitCode.FAILED, "refused: " + String.join("; ", plan.refusals()));
        }
        return ExitCode.DONE;
    }

    private void text(ReleaseSpec spec, Plan plan) {
        Screen screen = new Screen(shell.out(), shell);
        Style style = screen.style();
        int number = 0;
        for (Plan.PlannedWrite write : plan.writes()) {
            number++;
            screen.line(style.bold(number + ". " + write.phase().title() + ": " + write.object()));
            for (Plan.Line line : write.lines()) {
                line.before()
                        .ifPresent(value -> screen.line(style.tone(Tone.FAIL, "   - " + line.path() + ": " + value)));
                line.after()
                        .ifPresent(value -> screen.line(style.tone(Tone.PASS, "   + " + line.path() + ": " + value)));
            }
        }
        plan.warnings().forEach(warning -> screen.line(style.mark(Tone.WARN) + " " + warning));
        screen.line(style.dim(
                "Each write also leaves the annotations rollout-gate.jenkins.io/epoch, release, phase and" + " head;\n"
                        + spec.targets().leaseRef() + " is taken before the first and given back after the last."));
        screen.line("Nothing was written. If every gate passes: " + plan.reason() + ".");
    }

    private static ObjectNode json(ReleaseSpec spec, Plan plan) {
        ObjectNode json = Json.object()
                .put("application", spec.application())
                .put("cluster", spec.cluster())
                .put("namespace", spec.namespace())
                .put("image", spec.image())
                .put("mode", spec.isRollback() ? "ROLLBACK" : "DEPLOY");
        plan.refusals().forEach(json.putArray("refusals")::add);
        plan.warnings().forEach(json.putArray("warnings")::add);
        ArrayNode writes = json.putArray("writes");
        for (Plan.PlannedWrite write : plan.writes()) {
            ObjectNode row = writes.addObject()
                    .put("phase", write.phase().name())
                    .put("kind", write.object().kind().title())
                    .put("namespace", write.object().namespace())
                    .put("name", write.object().name());
            ArrayNode changes = row.putArray("changes");
            write.lines()
                    .forEach(line -> changes.addObject()
                            .put("path", line.path())
                            .put("before", line.before().orElse(null))
                            .put("after", line.after().orElse(null)));
        }
        return json.put("reason", plan.reason());
    }
}
