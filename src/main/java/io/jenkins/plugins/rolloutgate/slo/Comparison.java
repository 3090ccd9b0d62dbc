package io.jenkins.plugins.rolloutgate.slo;

/** How a value stands to its limit when the objective is met. */
public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    public boolean holds(double value, double limit) {
        return switch (this) {
            case LESS -> value < limit;
            case AT_MOST -> value <= limit;
            case GREATER -> value > limit;
            case AT_LEAST -> value >= limit;
        };
    }

    /** Whether smaller values are better. */
    public boolean isUpperLimit() {
        return this == LESS || this == AT_MOST;
    }
}
