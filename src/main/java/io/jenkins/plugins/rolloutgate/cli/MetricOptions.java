package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import io.jenkins.plugins.rolloutgate.metrics.prometheus.PrometheusSource;
import io.jenkins.plugins.rolloutgate.run.Metrics;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** The objectives as arguments, with their severities. */
    List<Map<String, ?>> arguments() {
        List<Map<String, ?>> all = new ArrayList<>();
        objectives.forEach(text -> all.add(Map.of("objective", text)));
        investigate.forEach(text -> all.add(Map.of("objective", text, "severity", "investigate", "name", text)));
        advisory.forEach(text -> all.add(Map.of("objective", text, "severity", "advisory", "name", text)));
        return all;
    }

    /** Whether there is a source to ask. */
    boolean isMeasured(Shell shell) {
        return !address(shell).isEmpty();
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
            throw new CommandException(ExitCode.WRONG_USE, "cannot read the token in " + token + ": " + e, e);
        }
    }
}
