package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Points out objectives that can never hold, that contradict each other, or that will never decide anything. */
public final class ObjectiveLint {
    /** Shares are not exact: 1 - 0.999 is a little more than 0.001. */
    private static final double ROUNDING = 1e-9;

    private final List<Finding> findings = new ArrayList<>();

    private ObjectiveLint() {}

    /**
     * What is wrong.
     *
     * @param error whether no release can be judged so; otherwise it is only worth a look
     * @param message one line, with what to do
     */
    public record Finding(boolean error, String message) {}

    /** Looks at all objectives of one step together; errors come in the order of the objectives. */
    public static List<Finding> check(List<Objective> objectives) {
        ObjectiveLint lint = new ObjectiveLint();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < objectives.size(); i++) {
            Objective objective = objectives.get(i);
            if (!names.add(objective.name())) {
                lint.error("two objectives are named '" + objective.name() + "': give one of them another name");
            }
            lint.alone(objective);
            for (Objective other : objectives.subList(i + 1, objectives.size())) {
                lint.pair(objective, other);
            }
        }
        return List.copyOf(lint.findings);
    }

    private void alone(Objective objective) {
        String it = "'" + objective.text() + "' ";
        if (objective.noData() == Policy.PASS || objective.onError() == Policy.PASS) {
            warning(it + "passes when nothing was measured: set noData and onError to inconclusive");
        }
        if (!objective.baseline().isEmpty() || objective.method() == Method.TREND) {
            return;
        }
        double limit = objective.limit();
        boolean upper = objective.comparison().isUpperLimit();
        boolean share = objective.indicator().kind() == Kind.RATIO;
        if (limit < 0) {
            error(it + "has a limit below 0, and nothing measured is below 0: correct the limit");
        } else if (objective.lowerLimit().isPresent() && objective.lowerLimit().getAsDouble() >= limit) {
            error(it + "is an empty range: write the smaller end first");
        } else if (objective.comparison() == Comparison.LESS && limit == 0) {
            error(it + "can never hold, nothing measured is below 0: raise the limit");
        } else if (share && limit > 1) {
            error(it + "has a limit above 100 %, which a share never exceeds: lower the limit");
        } else if (share && objective.comparison() == Comparison.GREATER && limit == 1) {
            error(it + "can never hold, a share never exceeds 100 %: lower the limit");
        } else if (share && (upper ? limit == 0 : limit == 1)) {
            warning(it + "fails with the first request that fails: leave some room");
        } else if (share && (upper ? limit == 1 : limit == 0)) {
            warning(it + "holds whatever is measured: correct the limit");
        } else if (objective.indicator().unit() == Unit.RATIO && limit > 1) {
            warning(it + "allows more than 100 %: check the limit");
        }
    }

    private void pair(Objective one, Objective other) {
        if (!isAbsolute(one)
                || !isAbsolute(other)
                || !one.indicator().source().equals(other.indicator().source())) {
            return;
        }
        OptionalDouble failing = failingShare(one);
        OptionalDouble otherFailing = failingShare(other);
        boolean sameTotal = total(one).isPresent() && total(one).equals(total(other));
        if (sameTotal && failing.isPresent() && otherFailing.isPresent()) {
            looser(one, failing.getAsDouble(), other, otherFailing.getAsDouble(), "both are about the same requests");
        } else if (one.indicator().equals(other.indicator())) {
            same(one, other);
        }
    }

    private void same(Objective one, Objective other) {
        boolean sameQuantile = one.quantile().equals(other.quantile());
        boolean upper = one.comparison().isUpperLimit();
        if (upper != other.comparison().isUpperLimit()) {
            Objective ceiling = upper ? one : other;
            Objective floor = upper ? other : one;
            if (sameQuantile && floor.limit() >= ceiling.limit()) {
                error("'" + one.text() + "' and '" + other.text() + "' can never hold together: correct one of them");
            }
        } else if (sameQuantile) {
            looser(
                    one,
                    upper ? one.limit() : -one.limit(),
                    other,
                    upper ? other.limit() : -other.limit(),
                    "both are about the same value");
        } else if (upper && one.quantile().isPresent() && other.quantile().isPresent()) {
            boolean first = one.quantile().getAsDouble() < other.quantile().getAsDouble();
            Objective lower = first ? one : other;
            Objective higher = first ? other : one;
            if (lower.limit() >= higher.limit() && neverDecides(lower, higher)) {
                warning("'" + lower.text() + "' never decides beside '" + higher.text()
                        + "', since a smaller percentile is never slower: lower its limit");
            }
        }
    }

    /** The looser of two limits is of use only with a stronger consequence, such as 5 % to roll back and 1 % to ask. */
    private void looser(Objective one, double limit, Objective other, double otherLimit, String why) {
        if (Math.abs(limit - otherLimit) <= ROUNDING) {
            return;
        }
        Objective loose = limit > otherLimit ? one : other;
        Objective tight = limit > otherLimit ? other : one;
        if (neverDecides(loose, tight)) {
            warning("'" + loose.text() + "' never decides beside '" + tight.text() + "', " + why
                    + ": remove it, or give it a stronger severity");
        }
    }

    private static boolean neverDecides(Objective loose, Objective tight) {
        return loose.severity().compareTo(tight.severity()) >= 0;
    }

    private static boolean isAbsolute(Objective objective) {
        return objective.baseline().isEmpty()
                && objective.method() != Method.TREND
                && objective.method() != Method.RANGE;
    }

    private static Optional<String> total(Objective objective) {
        return Optional.ofNullable(objective.indicator().queries().get("total"));
    }

    /** The largest share of failing requests that an objective allows; empty for other objectives. */
    private static OptionalDouble failingShare(Objective objective) {
        boolean bad = objective.indicator().queries().containsKey("bad");
        if (objective.indicator().kind() != Kind.RATIO
                || bad != objective.comparison().isUpperLimit()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(bad ? objective.limit() : 1 - objective.limit());
    }

    private void error(String message) {
        findings.add(new Finding(true, message));
    }

    private void warning(String message) {
        findings.add(new Finding(false, message));
    }
}
