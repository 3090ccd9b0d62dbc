package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import io.jenkins.plugins.rolloutgate.metrics.prometheus.PrometheusSource;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The Prometheus that a shell asks. */
final class PrometheusOptions {
    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "Prometheus, or what speaks its API; $ROLLOUT_GATE_PROMETHEUS by default.")
    String address;

    @Option(
            names = "--prometheus-token",
            paramLabel = "FILE",
            description = "File with a bearer token for it; read again for each request.")
    Path token;

    /** Empty if none is named. */
    Optional<MetricSource> source(Shell shell) {
        String named = address == null ? shell.env().getOrDefault("ROLLOUT_GATE_PROMETHEUS", "") : address;
        if (named.isEmpty()) {
            return Optional.empty();
        }
        HttpEndpoint.Builder endpoint = HttpEndpoint.to(named);
        if (token != null) {
            endpoint.bearer(this::readToken);
        }
        return Optional.of(new PrometheusSource(QueryCatalogue.PROMETHEUS, endpoint.build()));
    }

    /** Refuses a token that cannot be read, before anything is done. */
    void check() {
        if (token != null) {
            readToken();
        }
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
