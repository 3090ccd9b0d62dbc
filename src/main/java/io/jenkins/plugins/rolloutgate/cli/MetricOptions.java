package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import io.jenkins.plugins.rolloutgate.metrics.prometheus.PrometheusSource;
import io.jenkins.plugins.rolloutgate.run.Metrics;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveArguments;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            names = "--prometheus",
            paramLabel = "URL",
            description = "Prometheus, or what speaks its API; $ROLLOUT_GATE_PROMETHEUS by default.")
    String prometheus;

    @Option(
            names = "--prometheus-token",
            paramLabel = "FILE",
            description = "File with a bearer token for it; read again for each request.")
    Path token;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Time between two looks at the objectives; 15s by default, less for short holds.")
    String every;

    QueryCatalogue catalogue() {
        return QueryCatalogue.builtIn();
    }

    /** The objectives as arguments, with their severities; two of one name are told apart by their texts. */
    List<Map<String, ?>> arguments() {
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
        return all;
    }

    /** Whether there is a source to ask. */
    boolean isMeasured(Shell shell) {
        return !address(shell).isEmpty();
    }

    /** Refuses what could never be measured, before anything is done. */
    void check(List<Objective> asked, Shell shell) {
        for (Objective objective : asked) {
            String source = objective.indicator().source();
            if (!source.equals(QueryCatalogue.PROMETHEUS)) {
                throw new CommandException(
                        ExitCode.WRONG_USE,
                        "objective '" + objective.text() + "' needs metric source " + source
                                + ", which a shell does not have: there is " + QueryCatalogue.PROMETHEUS);
            }
            if (!isMeasured(shell)) {
                throw new CommandException(
                        ExitCode.WRONG_USE,
                        "objective '" + objective.text() + "' cannot be measured: say where with --prometheus URL");
            }
        }
        if (token != null) {
            readToken();
        }
    }

    private String address(Shell shell) {
        return prometheus == null ? shell.env().getOrDefault("ROLLOUT_GATE_PROMETHEUS", "") : prometheus;
    }

    Metrics metrics(Shell shell) {
        if (!isMeasured(shell)) {
            return Metrics.NONE;
        }
        HttpEndpoint.Builder endpoint = HttpEndpoint.to(address(shell));
        if (token != null) {
            endpoint.bearer(this::readToken);
        }
        MetricSource source = new PrometheusSource(QueryCatalogue.PROMETHEUS, endpoint.build());
        return ShellMetrics.of(Map.of(QueryCatalogue.PROMETHEUS, source));
    }

    private String readToken() {
        try {
            return Files.readString(token).strip();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.WRONG_USE, "cannot read the token in " + token + ": " + ErrorLines.line(e), e);
        }
    }
}
