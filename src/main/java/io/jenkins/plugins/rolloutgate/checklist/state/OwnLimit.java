package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.checklist.Blank;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Threshold;
import io.jenkins.plugins.rolloutgate.slo.Quantity;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Whether the number in the blank of an item keeps the limit that the same item names: {@code P95: ____ ms (target < 300 ms)}.
 * Only where both are the only ones, and of one unit: otherwise it cannot be told which belongs to which.
 */
final class OwnLimit {
    private OwnLimit() {}

    /** The limit, where a value misses it. */
    static Optional<Threshold> missed(Item item, Blank blank, String value) {
        long numbers = item.blanks().stream()
                .filter(other -> other.kind() == Blank.Kind.NUMBER)
                .count();
        if (numbers != 1
                || blank.kind() != Blank.Kind.NUMBER
                || item.thresholds().size() != 1) {
            return Optional.empty();
        }
        Threshold limit = item.thresholds().get(0);
        Optional<Quantity> one = blank.one().filter(unit -> unit.unit() == limit.unit());
        try {
            double given = Double.parseDouble(value.strip()) * one.orElseThrow().value();
            boolean kept = limit.low().isPresent()
                    ? given >= limit.low().getAsDouble() && given <= limit.limit()
                    : limit.comparison().holds(given, limit.limit());
            return kept ? Optional.empty() : Optional.of(limit);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return Optional.empty();
        }
    }
}
