package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;

/**
 * How a step ends.
 *
 * @param result what it returns
 * @param problem why it fails, or makes the build unstable; empty when all is as asked
 * @param unstable whether the build is only unstable
 */
record StepEnd(Object result, String problem, boolean unstable) {

    static StepEnd of(ReleaseReport report, ReleaseResult result) {
        Outcome wanted = report.heading().rollback() ? Outcome.ROLLED_BACK : Outcome.PROMOTED;
        boolean asAsked = report.standing().status().name().equals(wanted.name());
        return new StepEnd(result, asAsked ? "" : report.summary().text(), false);
    }

    boolean isAsAsked() {
        return problem.isEmpty();
    }
}
