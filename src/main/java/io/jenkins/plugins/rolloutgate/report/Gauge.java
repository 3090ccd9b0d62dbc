package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import io.jenkins.plugins.rolloutgate.slo.Words;
import java.util.Optional;

/** How the numbers of an objective are read: the value people know it by, its unit, and where the bad side begins. */
final class Gauge {
    private final Optional<Objective> objective;
    /** A sequential test counts what is bad; where more is better, people know the share that is good. */
    private final boolean inverted;

    private final boolean slower;
    private final boolean counts;

    Gauge(Optional<Objective> objective) {
        this.objective = objective;
        counts =
                objective.filter(o -> o.method() == Objective.Method.SEQUENTIAL).isPresent();
        slower = counts
                && objective
                        .filter(o -> o.indicator().kind() == Indicator.Kind.HISTOGRAM)
                        .isPresent();
        inverted = counts && !slower && !isUpper();
    }

    private boolean isUpper() {
        return objective.map(o -> o.comparison().isUpperLimit()).orElse(true);
    }

    /** Whether the evidence of all looks together decides, not one look. */
    boolean isSequential() {
        return counts;
    }

    Unit unit() {
        return slower ? Unit.RATIO : objective.map(o -> o.indicator().unit()).orElse(Unit.NUMBER);
    }

    Optional<Double> value(JsonNode numbers) {
        boolean nothing =
                counts && number(numbers, "requests").filter(all -> all > 0).isEmpty();
        return nothing ? Optional.empty() : number(numbers, "value").map(value -> inverted ? 1 - value : value);
    }

    private static Optional<Double> number(JsonNode numbers, String name) {
        return numbers.path(name).isNumber() ? Optional.of(numbers.path(name).asDouble()) : Optional.empty();
    }

    /** What it must not be above; empty if there is no such limit. */
    Optional<Double> upper(JsonNode numbers) {
        return (isUpper() || slower || isRange()) ? limit(numbers, 1) : Optional.empty();
    }

    /** What it must not be below; empty if there is no such limit. */
    Optional<Double> lower(JsonNode numbers) {
        if (isRange()) {
            return objective.flatMap(
                    o -> o.lowerLimit().isPresent() ? Optional.of(o.lowerLimit().getAsDouble()) : Optional.empty());
        }
        return isUpper() || slower ? Optional.empty() : limit(numbers, -1);
    }

    private boolean isRange() {
        return objective.filter(o -> o.method() == Objective.Method.RANGE).isPresent();
    }

    /** A limit beside a baseline is a share by which the value may be worse. */
    private Optional<Double> limit(JsonNode numbers, int worse) {
        boolean relative = objective.filter(o -> !o.baseline().isEmpty()).isPresent();
        Optional<Double> asked = number(numbers, "limit").or(() -> objective.map(Objective::limit));
        if (!relative) {
            return asked.map(limit -> inverted ? 1 - limit : limit);
        }
        return baseline(numbers)
                .flatMap(base ->
                        asked.map(share -> inverted ? 1 - (1 - base) * (1 + share) : base * (1 + worse * share)));
    }

    /** The value of what it is compared with. */
    Optional<Double> baseline(JsonNode numbers) {
        Optional<Double> counted = number(numbers, "baseline requests")
                .filter(all -> all > 0)
                .flatMap(all -> number(numbers, "baseline bad").map(bad -> bad / all))
                .map(share -> inverted ? 1 - share : share);
        return number(numbers, "baseline").or(() -> counted);
    }

    /** A value as people write it, with a space that does not break. */
    String text(double value) {
        return Words.value(value, unit()).replace(' ', '\u00a0');
    }

    /** What the value is, where its name does not say it. */
    String what() {
        return slower
                ? "took more than "
                        + objective
                                .map(o -> Words.value(o.limit(), o.indicator().unit()))
                                .orElse("") + "; "
                : "";
    }
}
