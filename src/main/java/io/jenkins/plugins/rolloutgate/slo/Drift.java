package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import java.time.Duration;
import java.util.OptionalDouble;

/** What a baseline keeps of a named query: its values, and whether they drift to the worse, which is only recorded. */
public final class Drift {
    /** A baseline that drifts by more is worth a look before anything is compared with it. */
    private static final double WORTH_A_LOOK = 0.25;

    private Drift() {}

    /**
     * An advisory objective by method {@link Method#TREND}.
     *
     * @throws IllegalArgumentException in one line that lists the names there are
     */
    public static Objective of(String name, QueryCatalogue catalogue) {
        String folded = ShortForm.fold(name);
        Indicator measured = catalogue.get(folded);
        // A percentile such as p95 may also have an entry of its own, which is a value.
        boolean histogram = measured.kind() == Kind.HISTOGRAM;
        OptionalDouble quantile = histogram ? ShortForm.quantile(folded) : OptionalDouble.empty();
        if (histogram && quantile.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is a histogram: name a percentile of it, such as p95");
        }
        boolean moreIsBetter =
                measured.kind() == Kind.RATE || measured.queries().containsKey("good");
        return new Objective(
                folded,
                folded,
                measured,
                quantile,
                Method.TREND,
                moreIsBetter ? Comparison.AT_LEAST : Comparison.AT_MOST,
                WORTH_A_LOOK,
                OptionalDouble.empty(),
                "",
                Duration.ofSeconds(1),
                0,
                0,
                0,
                Policy.INCONCLUSIVE,
                Policy.INCONCLUSIVE,
                Severity.ADVISORY,
                ObjectiveArguments.ALPHA);
    }
}
