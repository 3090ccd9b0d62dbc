package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.slo.Comparison;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import io.jenkins.plugins.rolloutgate.slo.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A limit that a sentence names.
 *
 * @param name what is compared, as written
 * @param low lower end of a range; empty otherwise
 * @param limit the limit, or the upper end of a range, in the base unit
 * @param variant what stands in parentheses behind the limit, such as {@code cache}; empty for none
 * @param during for how long, if it says so
 */
public record Threshold(
        String name,
        Comparison comparison,
        OptionalDouble low,
        double limit,
        Unit unit,
        String variant,
        Optional<Duration> during) {

    /** As people read it. */
    public String text() {
        String value = unit == Unit.SECONDS && limit >= 60 ? Words.time(limit) : Words.value(limit, unit);
        String compared = low.isPresent()
                ? " in " + Words.value(low.getAsDouble(), unit) + ".." + value
                : " " + comparison.sign() + " " + value;
        return name + compared + (variant.isEmpty() ? "" : " (" + variant + ")");
    }
}
