package io.jenkins.plugins.rolloutgate.slo.aca;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one metric was classified as, and why.
 *
 * @param critical whether this fails the whole analysis
 * @param deviation the effect size; empty when it cannot be told, as a ratio to 0
 * @param numbers finite, in the order in which people want to read them
 * @param reason one sentence, never empty
 */
public record AcaResult(
        Classification classification,
        boolean critical,
        OptionalDouble deviation,
        Map<String, Double> numbers,
        String reason) {
    public AcaResult {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }
}
