package io.jenkins.plugins.rolloutgate.slo;

/** What an objective allows, as a share of requests. */
final class Limits {
    private Limits() {}

    /** The largest share of requests that may count against it. */
    static double allowed(Objective objective) {
        if (objective.indicator().kind() == Indicator.Kind.HISTOGRAM) {
            return 1 - objective.quantile().orElseThrow();
        }
        return objective.comparison().isUpperLimit() ? objective.limit() : 1 - objective.limit();
    }

    /** What counts against it, for people. */
    static String against(Objective objective) {
        if (objective.indicator().kind() == Indicator.Kind.HISTOGRAM) {
            return "took more than "
                    + Words.value(objective.limit(), objective.indicator().unit());
        }
        return "count against it";
    }
}
