package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.Tone;
import io.jenkins.plugins.rolloutgate.run.manifest.Applied;
import io.jenkins.plugins.rolloutgate.run.manifest.ApplyRun;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applies manifests, and waits until they are ready. */
@Command(
        name = "apply",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Applies the manifests of folders and files on the server, in the order of what needs what; shows first what"
                        + " changes, waits until all is ready, and deletes nothing.",
        footer = {
            "",
            "Exit codes: 0 applied and ready, 1 refused or failed, 3 not ready in time.",
            "Example: rollout-gate apply deploy/base deploy/blue-green -n shop --plan"
        })
final class ApplyCommand implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Shell shell;

    @Parameters(arity = "1..*", paramLabel = "FOLDER|FILE", description = "Files end with .yaml, .yml or .json.")
    List<Path> paths;

    @Mixin
    ClusterOptions target = new ClusterOptions();

    @Option(names = "--plan", description = "Only show what would change.")
    boolean plan;

    @Option(names = "--force", description = "Take over fields that somebody else manages.")
    boolean force;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "Until all is ready; ${DEFAULT-VALUE} by default, 0 not to wait.")
    String timeout;

    @Mixin
    OutputOptions output = new OutputOptions();

    ApplyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, ClusterException, InterruptedException {
        Duration patience = Durations.parse(timeout);
        List<Manifest> manifests = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                manifests.addAll(Manifest.read(file.toString(), InputFile.text(file)));
            }
        }
        if (manifests.isEmpty()) {
            throw new CommandException(ExitCode.WRONG_USE, "there is no manifest in " + paths);
        }
        try (OpenCluster open = target.open()) {
            ApplyRun run = new ApplyRun(manifests, open.namespace(), open.cluster(), open.cluster(), force);
            List<Applied> changes = run.plan();
            Map<Manifest, String> waiting = Map.of();
            Screen screen = new Screen(output.isJson() ? shell.err() : shell.out(), shell);
            if (!output.isJson()) {
                show(screen, changes);
            }
            if (!plan) {
                waiting = await(run, run.apply(), screen, patience);
            }
            end(screen, changes, waiting);
            return waiting.isEmpty() ? ExitCode.DONE : ExitCode.HELD;
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(InputFile.of(path));
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(".*[.](ya?ml|json)"))
                    .sorted()
                    .toList();
        }
    }

    private static void show(Screen screen, List<Applied> changes) {
        for (Applied one : changes) {
            Tone tone = one.diff().isEmpty() ? Tone.IDLE : Tone.PASS;
            boolean isNew = one.diff().equals(List.of("is new"));
            screen.line(screen.style().mark(tone) + " "
                    + Screen.plain(one.manifest().toString())
                    + (one.diff().isEmpty() ? " is as it should be" : isNew ? " is new" : ""));
            if (!isNew) {
                one.diff().forEach(line -> screen.line("    " + Screen.plain(line)));
            }
        }
    }

    private static Map<Manifest, String> await(
            ApplyRun run, Map<String, Manifest> applied, Screen screen, Duration patience)
            throws ClusterException, InterruptedException {
        Instant start = CLOCK.instant();
        while (true) {
            Map<Manifest, String> waiting = run.waiting(applied);
            boolean isOver = Duration.between(start, CLOCK.instant()).compareTo(patience) >= 0;
            if (waiting.isEmpty() || isOver) {
                screen.status("");
                return patience.isZero() ? Map.of() : waiting;
            }
            Map.Entry<Manifest, String> first = waiting.entrySet().iterator().next();
            screen.status("  " + first.getKey() + " " + first.getValue());
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private void end(Screen screen, List<Applied> changes, Map<Manifest, String> waiting) {
        long changing = changes.stream().filter(one -> !one.diff().isEmpty()).count();
        if (output.isJson()) {
            ObjectNode json = Json.object().put("applied", !plan);
            ArrayNode rows = json.putArray("objects");
            for (Applied one : changes) {
                rows.addObject()
                        .put("kind", one.manifest().kind())
                        .put("namespace", one.manifest().namespace())
                        .put("name", one.manifest().name())
                        .set("diff", Json.tree(one.diff()));
            }
            ObjectNode open = json.putObject("waiting");
            waiting.forEach((manifest, why) -> open.put(manifest.toString(), why));
            shell.out().println(Json.pretty(json));
            return;
        }
        waiting.forEach((manifest, why) ->
                screen.line(screen.style().mark(Tone.WARN) + " " + Screen.plain(manifest + " " + why + ", still")));
        String verb = plan ? " would change" : waiting.isEmpty() ? " changed, all are ready" : " changed";
        screen.line(changing + " of " + changes.size() + " objects" + verb);
    }
}
