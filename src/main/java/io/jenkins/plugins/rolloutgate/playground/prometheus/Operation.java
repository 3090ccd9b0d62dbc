package io.jenkins.plugins.rolloutgate.playground.prometheus;

import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Scalar;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Value.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An operator between numbers and vectors; two vectors are matched one to one by all labels except the name. */
record Operation(Operator operator, boolean bool) {

    Value apply(Value left, Value right) {
        if (left instanceof Scalar one && right instanceof Scalar other) {
            return new Scalar(operator.apply(one.value(), other.value()));
        }
        if (left instanceof Scalar number) {
            return new Vector(each((Vector) right, sample -> combined(sample, number.value(), sample.value(), false)));
        }
        if (right instanceof Scalar number) {
            return new Vector(each((Vector) left, sample -> combined(sample, sample.value(), number.value(), true)));
        }
        Map<Labels, Sample> others = byLabels((Vector) right, "right");
        byLabels((Vector) left, "left");
        return new Vector(each(
                (Vector) left,
                sample -> Optional.ofNullable(others.get(sample.labels().without(Labels.NAME)))
                        .flatMap(other -> combined(sample, sample.value(), other.value(), true))));
    }

    private interface Combination {
        Optional<Sample> of(Sample sample);
    }

    private static List<Sample> each(Vector vector, Combination combination) {
        List<Sample> results = new ArrayList<>();
        vector.samples().forEach(sample -> combination.of(sample).ifPresent(results::add));
        return results;
    }

    /** A comparison leaves the vector's own samples that fulfil it, as they are. */
    private Optional<Sample> combined(Sample sample, double left, double right, boolean vectorIsLeft) {
        double result = operator.apply(left, right);
        if (operator.isComparison() && !bool) {
            return result == 1
                    ? Optional.of(new Sample(sample.labels(), vectorIsLeft ? left : right))
                    : Optional.empty();
        }
        return Optional.of(new Sample(sample.labels().without(Labels.NAME), result));
    }

    private static Map<Labels, Sample> byLabels(Vector vector, String side) {
        Map<Labels, Sample> found = new LinkedHashMap<>();
        for (Sample sample : vector.samples()) {
            if (found.put(sample.labels().without(Labels.NAME), sample) != null) {
                throw QueryException.execution("found duplicate series for the match group on the " + side
                        + " hand-side of the operation; many-to-many matching not allowed: matching labels must be"
                        + " unique on one side");
            }
        }
        return found;
    }
}
