package io.jenkins.plugins.rolloutgate.slo.burn;

/**
 * What an SLO allows to go wrong.
 *
 * @param share of requests that may be bad, such as 0.001 for 99.9 %; between 0 and 1
 */
public record ErrorBudget(double share) {
    public ErrorBudget {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("an SLO must be between 0 % and 100 %");
        }
    }

    /** By the percentage that is to be good, such as 99.9. */
    public static ErrorBudget ofObjective(double percent) {
        return new ErrorBudget((100 - percent) / 100);
    }

    /** How many times as fast as allowed requests are bad: 1 uses the budget up exactly at the end of the period. */
    public double burnRate(Requests requests) {
        return requests.total() == 0 ? 0 : requests.bad() / requests.total() / share;
    }

    /**
     * The share of the period's budget that some bad requests use up.
     *
     * @param periodTotal requests of a whole period, above 0
     */
    public double spent(double bad, double periodTotal) {
        return bad / (share * periodTotal);
    }
}
