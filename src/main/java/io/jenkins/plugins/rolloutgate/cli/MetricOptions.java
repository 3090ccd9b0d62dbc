package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.file.JunitFile;
import io.jenkins.plugins.rolloutgate.metrics.file.K6Summary;
import io.jenkins.plugins.rolloutgate.metrics.kubernetes.KubernetesSource;
import io.jenkins.plugins.rolloutgate.run.Baselines;
import io.jenkins.plugins.rolloutgate.run.Metrics;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveArguments;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.openslo.Documents;
import io.jenkins.plugins.rolloutgate.slo.openslo.OpenSlo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which objectives hold, and where their numbers come from. */
final class MetricOptions {
    @Option(
            names = "--objective",
            paramLabel = "TEXT",
            description = "Such as 'error rate < 0.5%%' or 'p95 <= 400 ms'; may be repeated.")
    List<String> objectives = new ArrayList<>();

    @Option(
            names = "--investigate",
            paramLabel = "TEXT",
            description = "An objective that, when it is not met, holds and asks instead of rolling back.")
    List<String> investigate = new ArrayList<>();

    @Option(names = "--advisory", paramLabel = "TEXT", description = "An objective that is only recorded.")
    List<String> advisory = new ArrayList<>();

    @Option(
            names = "--objectives",
            paramLabel = "FILE",
            description = "Objectives as a list in YAML, in the short form or in full, as in a Pipeline.")
    Path file;

    @Option(names = "--openslo", paramLabel = "FILE", description = "Objectives from an OpenSLO v1 file.")
    Path openSlo;

    @Mixin
    PrometheusOptions prometheus = new PrometheusOptions();

    @Option(
            names = "--k6",
            paramLabel = "FILE",
            description = "Summary of a k6 load test, for objectives such as 'p95 (k6) < 400 ms'.")
    Path k6;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Report of tests, for objectives such as 'failures (junit) <= 0'.")
    Path junit;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Time between two looks at the objectives; 15s by default, less for short holds.")
    String every;

    QueryCatalogue catalogue() {
        return QueryCatalogue.builtIn();
    }

    /** The objectives as arguments, with their severities; two of one name are told apart by their texts. */
    List<Map<String, ?>> arguments() throws IOException {
        List<Map<String, ?>> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : objectives) {
            Map<String, ?> plain = Map.of("objective", text);
            boolean first = names.add(
                    ObjectiveArguments.of(plain).objective(catalogue()).name());
            all.add(first ? plain : Map.of("objective", text, "name", text));
        }
        investigate.forEach(text -> all.add(Map.of("objective", text, "severity", "investigate", "name", text)));
        advisory.forEach(text -> all.add(Map.of("objective", text, "severity", "advisory", "name", text)));
        if (file != null) {
            all.addAll(fromFile());
        }
        return all;
    }

    private List<Map<String, ?>> fromFile() throws IOException {
        JsonNode list = InputFile.read(file, Documents::list);
        List<Map<String, ?>> all = new ArrayList<>();
        for (JsonNode one : list) {
            Map<String, String> arguments = new TreeMap<>();
            one.properties()
                    .forEach(argument ->
                            arguments.put(argument.getKey(), argument.getValue().asText()));
            all.add(one.isObject() ? arguments : Map.of("objective", one.asText()));
        }
        return all;
    }

    /** The objectives of the OpenSLO file; what of it is not taken over is said. */
    List<Objective> openSlo(Shell shell) throws IOException {
        if (openSlo == null) {
            return List.of();
        }
        OpenSlo slos = InputFile.read(
                openSlo, text -> OpenSlo.read(text, QueryCatalogue.PROMETHEUS, OpenSlo.Judged.BY_RELEASE));
        slos.notes().forEach(note -> ErrorLines.say(shell, openSlo + ": " + note));
        return slos.objectives();
    }

    /** Whether there is a source to ask about requests. */
    boolean isMeasured(Shell shell) {
        return prometheus.source(shell).isPresent();
    }

    /** Whether an objective is about what only the Kubernetes API measures. */
    static boolean needsCluster(List<Objective> objectives) {
        return objectives.stream()
                .anyMatch(objective -> objective.indicator().source().equals(QueryCatalogue.KUBERNETES));
    }

    /**
     * The sources that were named, and the baselines of the records.
     *
     * @param objectives refused before anything is done when their baseline cannot be used, or they have no source
     */
    Metrics metrics(Shell shell, ReleaseStore store, Optional<KubernetesCluster> cluster, List<Objective> objectives) {
        Map<String, MetricSource> sources = new HashMap<>();
        prometheus.source(shell).ifPresent(source -> sources.put(QueryCatalogue.PROMETHEUS, source));
        InstantSource clock = InstantSource.system();
        if (k6 != null) {
            sources.put(QueryCatalogue.K6, new K6Summary(QueryCatalogue.K6, () -> Files.newInputStream(k6), clock));
        }
        if (junit != null) {
            sources.put(
                    QueryCatalogue.JUNIT,
                    new JunitFile(QueryCatalogue.JUNIT, () -> Files.newInputStream(junit), clock));
        }
        cluster.ifPresent(open -> sources.put(
                QueryCatalogue.KUBERNETES, new KubernetesSource(QueryCatalogue.KUBERNETES, open, open, clock)));
        for (Objective objective : objectives) {
            checkSource(objective, sources);
        }
        prometheus.check();
        Baselines baselines = new Baselines(store, Instant.now(), origin -> true);
        baselines.check(objectives);
        return new ShellMetrics(sources, baselines);
    }

    private static void checkSource(Objective objective, Map<String, MetricSource> sources) {
        String source = objective.indicator().source();
        if (!sources.containsKey(source)) {
            throw new CommandException(
                    ExitCode.WRONG_USE,
                    "objective '" + objective.text() + "' needs metric source " + source + ": "
                            + (List.of(QueryCatalogue.PROMETHEUS, QueryCatalogue.K6, QueryCatalogue.JUNIT)
                                            .contains(source)
                                    ? "name it with --" + source
                                    : "a shell has prometheus, kubernetes, k6 and junit"));
        }
    }
}
