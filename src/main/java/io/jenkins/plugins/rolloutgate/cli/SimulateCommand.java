package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.HtmlReport;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.simulation.CanaryPlan;
import io.jenkins.plugins.rolloutgate.simulation.CanaryReplay;
import io.jenkins.plugins.rolloutgate.slo.openslo.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a canary through in virtual time. */
@Command(
        name = "simulate",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Plays a canary through in virtual time against behaviour that is described, and prints what would"
                        + " be decided when. It needs no cluster and takes no time.",
        footer = {
            "",
            "A plan has the arguments of canaryRollout below canary, and what it meets below behaviour; docs/cli.md lists"
                    + " the fields.",
            "Exit codes are those of canary: 0 promoted, 1 rolled back, 2 wrong use, 3 held.",
            "Example: rollout-gate simulate docs/examples/canary-plan.yaml"
        })
final class SimulateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "PLAN", description = "The plan as YAML or JSON.")
    Path file;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of which requests there are and which fail; the plan's, or 1, by default.")
    Long seed;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report of the release that was simulated.")
    Path html;

    @Mixin
    OutputOptions output = new OutputOptions();

    SimulateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        CanaryPlan read = read();
        CanaryPlan plan = seed == null ? read : read.withSeed(seed);
        CanaryReplay.Played played = CanaryReplay.of(plan);
        List<DecisionRow> rows = DecisionRow.of(played.events());
        ReleaseState.End end = ReleaseState.of(played.events())
                .end()
                .orElseThrow(() -> new CommandException(ExitCode.HELD, "the release came to no end within 400 days"));
        if (html != null) {
            Files.writeString(
                    html, HtmlReport.page(ReleaseReport.of(played.events(), Chain.intact(played.head()), end.at())));
        }
        Duration took = Duration.between(played.events().get(0).time(), end.at());
        if (output.isJson()) {
            shell.out().println(Json.pretty(json(plan, rows, end, took)));
        } else {
            print(plan, rows);
        }
        return ExitCode.of(end.outcome(), false);
    }

    private CanaryPlan read() throws IOException {
        return InputFile.read(file, text -> {
            List<JsonNode> documents = Documents.of(text);
            if (documents.size() != 1) {
                throw new IllegalArgumentException("it has " + documents.size() + " documents: give one plan");
            }
            return CanaryPlan.read(documents.get(0));
        });
    }

    private void print(CanaryPlan plan, List<DecisionRow> rows) {
        Screen screen = new Screen(shell.out(), shell);
        Style style = screen.style();
        screen.line("simulated: " + style.bold(plan.spec().image()) + " of "
                + plan.spec().application() + ", seed " + plan.seed());
        screen.line(style.dim(String.format("%10s  %5s", "when", "share")));
        for (DecisionRow row : rows) {
            boolean last = row.kind().equals("end");
            screen.line(String.format("%10s  %4d%%  ", row.when(), row.percent()) + style.mark(row.tone()) + " "
                    + (last ? style.bold(style.tone(row.tone(), row.text())) : row.text()));
        }
        if (html != null) {
            screen.line(style.dim("  report  ") + html);
        }
    }

    private static ObjectNode json(CanaryPlan plan, List<DecisionRow> rows, ReleaseState.End end, Duration took) {
        ObjectNode json = Json.object()
                .put("application", plan.spec().application())
                .put("image", plan.spec().image())
                .put("seed", plan.seed())
                .put("outcome", end.outcome().name())
                .put("reason", end.reason())
                .put("seconds", took.toMillis() / 1000.0);
        ArrayNode decisions = json.putArray("decisions");
        rows.forEach(row -> decisions.add(row.json()));
        return json;
    }
}
