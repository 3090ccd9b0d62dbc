package io.jenkins.plugins.rolloutgate.run;

/**
 * Who answers what neither cluster nor strategy can: the body of a step, metric sources.
 *
 * @param smokeTests runs the body
 * @param metrics has the sources that objectives name
 */
public record Helpers(SmokeTests smokeTests, Metrics metrics) {
    /** For a process that has neither. */
    public static final Helpers NONE = new Helpers(SmokeTests.NOT_HERE, Metrics.NONE);

    public static Helpers of(SmokeTests smokeTests) {
        return new Helpers(smokeTests, Metrics.NONE);
    }
}
