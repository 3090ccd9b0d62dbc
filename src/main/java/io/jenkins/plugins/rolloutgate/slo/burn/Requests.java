package io.jenkins.plugins.rolloutgate.slo.burn;

/** How many requests there were, and how many of them were bad. */
public record Requests(double bad, double total) {
    public Requests {
        if (!(bad >= 0 && bad <= total) || Double.isInfinite(total)) {
            throw new IllegalArgumentException("bad must be from 0 to total, not " + bad + " of " + total);
        }
    }
}
