package io.jenkins.plugins.rolloutgate.checklist.bind;

import io.jenkins.plugins.rolloutgate.checklist.Threshold;
import io.jenkins.plugins.rolloutgate.slo.Comparison;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import io.jenkins.plugins.rolloutgate.slo.Words;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people call an indicator, and its name in an objective. */
final class Indicators {
    private static final Pattern PERCENTILE =
            Pattern.compile("\\bp(\\d{2}(?:\\.\\d+)?)\\b|\\b(\\d{2}(?:\\.\\d+)?)th percentile");
    /** Latencies of something else than requests. */
    private static final Pattern NO_REQUEST = Pattern.compile(
            "scal|deploy|rollback|roll back|network|replication|startup|recover|detect|respond\\b|average|avg|mean|median");

    private Indicators() {}

    /** Empty for what no built-in query measures. */
    static Optional<String> name(String written, Unit unit) {
        String name = written.toLowerCase(Locale.ROOT);
        Matcher percentile = PERCENTILE.matcher(name);
        if (percentile.find()) {
            return Optional.of("p" + (percentile.group(1) == null ? percentile.group(2) : percentile.group(1)));
        }
        return Optional.ofNullable(
                switch (unit) {
                    case RATIO -> ratio(name);
                    case SECONDS ->
                        name.matches(".*(latency|response).*")
                                        && !NO_REQUEST.matcher(name).find()
                                ? "p95"
                                : null;
                    case PER_SECOND -> "throughput";
                    case BYTES -> name.contains("memory") ? "memory per pod" : null;
                    case CORES -> name.contains("cpu") ? "cpu per pod" : null;
                    case NUMBER -> name.contains("restart") ? "restarts" : null;
                });
    }

    private static String ratio(String name) {
        if (name.contains("error") || name.contains("5xx")) {
            return "error rate";
        }
        if (name.contains("cache") || name.contains("hit rate")) {
            return "cache hit rate";
        }
        if (name.matches(".*(availability|uptime|success rate).*")) {
            return "availability";
        }
        return name.contains("cpu") ? "cpu" : name.contains("memory") ? "memory" : null;
    }

    /** The objective that a limit stands for; empty for what no built-in query measures. */
    static Optional<String> objective(Threshold limit) {
        return name(limit.name(), limit.unit())
                .filter(name -> limit.low().isEmpty())
                .map(name -> text(name, limit, limit.comparison(), limit.limit()));
    }

    /** The objective that fails when this condition is met. */
    static Optional<String> inverse(Threshold bad) {
        boolean range = bad.low().isPresent();
        Comparison good =
                switch (bad.comparison()) {
                    case LESS -> Comparison.AT_LEAST;
                    case AT_MOST -> range ? Comparison.LESS : Comparison.GREATER;
                    case GREATER -> Comparison.AT_MOST;
                    case AT_LEAST -> Comparison.LESS;
                };
        return name(bad.name(), bad.unit())
                .filter(name -> !range || bad.low().getAsDouble() > 0)
                .map(name -> text(name, bad, good, range ? bad.low().getAsDouble() : bad.limit()));
    }

    private static String text(String name, Threshold limit, Comparison comparison, double value) {
        return name + " " + comparison.sign() + " " + Words.value(value, limit.unit())
                + (limit.variant().matches("[\\w -]{1,20}")
                        ? " (" + limit.variant().toLowerCase(Locale.ROOT) + ")"
                        : "");
    }
}
