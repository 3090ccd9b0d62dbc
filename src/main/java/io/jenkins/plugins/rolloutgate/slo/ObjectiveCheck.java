package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import java.util.Optional;

/** Whether an objective can be judged at all; to be asked before the first write of a release. */
public final class ObjectiveCheck {
    /** Far beyond any use, and far from where arithmetic with it ends. */
    private static final double MOST = 1000;

    private ObjectiveCheck() {}

    /** One line that names the objective and what to change; empty when it can be judged. */
    public static Optional<String> problem(Objective objective) {
        return what(objective).map(what -> "objective " + objective.name() + " " + what);
    }

    private static Optional<String> what(Objective objective) {
        Kind kind = objective.indicator().kind();
        Method method = objective.method();
        boolean counts = kind == Kind.RATIO || kind == Kind.HISTOGRAM;
        if (!Double.isFinite(objective.limit())) {
            return Optional.of("has no finite limit: give one");
        }
        if (kind == Kind.HISTOGRAM
                && !(objective.quantile().isPresent()
                        && objective.quantile().getAsDouble() > 0
                        && objective.quantile().getAsDouble() < 1)) {
            return Optional.of("needs a quantile between 0 and 1, such as p95, for its histogram");
        }
        return switch (method) {
            case THRESHOLD -> Optional.empty();
            case RANGE ->
                objective.lowerLimit().isPresent() && objective.lowerLimit().getAsDouble() <= objective.limit()
                        ? Optional.empty()
                        : Optional.of("needs a lower limit of at most " + Words.number(objective.limit()));
            case RELATIVE, ACA -> relative(objective);
            case SEQUENTIAL -> sequential(objective, counts);
            case BURN_RATE ->
                counts && isShare(Limits.allowed(objective))
                        ? Optional.empty()
                        : Optional.of("needs counted requests and an SLO between 0 % and 100 % for a burn rate");
            case TREND -> objective.limit() >= 0 ? Optional.empty() : Optional.of("needs a growth of at least 0");
        };
    }

    private static Optional<String> relative(Objective objective) {
        if (objective.baseline().isEmpty()) {
            return Optional.of("needs a baseline to be compared with: stable, or the name of a captured one");
        }
        return objective.limit() >= 0 && objective.limit() <= MOST
                ? Optional.empty()
                : Optional.of("needs a share from 0 to " + Words.percent(MOST) + " as its limit");
    }

    private static Optional<String> sequential(Objective objective, boolean counts) {
        if (!counts) {
            return Optional.of(
                    "needs counted requests for a sequential test: use a threshold, or good or bad and total");
        }
        if (!(objective.alpha() > 0 && objective.alpha() < 1)) {
            return Optional.of("needs an alpha between 0 and 1, not " + objective.alpha());
        }
        if (!objective.baseline().isEmpty()) {
            return objective.indicator().kind() == Kind.RATIO
                    ? relative(objective)
                    : Optional.of(
                            "cannot be compared with a baseline by counts of a histogram: use method aca or relative");
        }
        return isShare(Limits.allowed(objective))
                ? Optional.empty()
                : Optional.of("needs a limit between 0 % and 100 %, not " + Words.percent(objective.limit()));
    }

    private static boolean isShare(double share) {
        return share > 0 && share < 1;
    }
}
