package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/** Objectives for tests: one look decides, nothing is tolerated, unless it is said. */
final class Objectives {
    private Objectives() {}

    static Objective p95(Method method, double limit) {
        return of("p95", Kind.VALUE, Unit.SECONDS, method, Comparison.LESS, limit);
    }

    static Objective errorRate(Method method, double limit) {
        return of("error rate", Kind.RATIO, Unit.RATIO, method, Comparison.LESS, limit);
    }

    static Objective of(String name, Kind kind, Unit unit, Method method, Comparison comparison, double limit) {
        return new Objective(
                name,
                name + " " + comparison.sign() + " " + limit,
                new Indicator("prometheus", kind, Map.of(), unit, 1),
                kind == Kind.HISTOGRAM ? OptionalDouble.of(0.95) : OptionalDouble.empty(),
                method,
                comparison,
                limit,
                OptionalDouble.empty(),
                "",
                Duration.ZERO,
                0,
                0,
                0,
                Policy.INCONCLUSIVE,
                Policy.INCONCLUSIVE,
                Severity.ROLLBACK,
                0.01);
    }

    static Objective window(Objective o, Duration window) {
        return copy(o, o.lowerLimit(), o.baseline(), window, o.minRequests(), o.failureLimit(), o.consecutiveLimit());
    }

    static Objective lower(Objective o, double lower) {
        return copy(
                o,
                OptionalDouble.of(lower),
                o.baseline(),
                o.window(),
                o.minRequests(),
                o.failureLimit(),
                o.consecutiveLimit());
    }

    static Objective baseline(Objective o, String baseline) {
        return copy(o, o.lowerLimit(), baseline, o.window(), o.minRequests(), o.failureLimit(), o.consecutiveLimit());
    }

    static Objective minRequests(Objective o, long least) {
        return copy(o, o.lowerLimit(), o.baseline(), o.window(), least, o.failureLimit(), o.consecutiveLimit());
    }

    static Objective tolerating(Objective o, int failures, int inRow) {
        return copy(o, o.lowerLimit(), o.baseline(), o.window(), o.minRequests(), failures, inRow);
    }

    private static Objective copy(
            Objective o,
            OptionalDouble lower,
            String baseline,
            Duration window,
            long minRequests,
            int failures,
            int inRow) {
        return new Objective(
                o.name(),
                o.text(),
                o.indicator(),
                o.quantile(),
                o.method(),
                o.comparison(),
                o.limit(),
                lower,
                baseline,
                window,
                minRequests,
                failures,
                inRow,
                o.noData(),
                o.onError(),
                o.severity(),
                o.alpha());
    }

    static Objective policies(Objective o, Policy noData, Policy onError) {
        return new Objective(
                o.name(),
                o.text(),
                o.indicator(),
                o.quantile(),
                o.method(),
                o.comparison(),
                o.limit(),
                o.lowerLimit(),
                o.baseline(),
                o.window(),
                o.minRequests(),
                o.failureLimit(),
                o.consecutiveLimit(),
                noData,
                onError,
                o.severity(),
                o.alpha());
    }
}
