package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Result;
import hudson.model.Run;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Who stopped a step, and why, in words for the record. */
final class Interruption {

    private Interruption() {}

    /** The user who stopped it; the build itself for a timeout or a sibling that failed. */
    static String actor(Throwable cause, Run<?, ?> run) {
        if (cause instanceof FlowInterruptedException interruption) {
            for (CauseOfInterruption why : interruption.getCauses()) {
                if (why instanceof CauseOfInterruption.UserInterruption user) {
                    return user.getUserId();
                }
            }
        }
        return Requester.build(run);
    }

    static String reason(Throwable cause) {
        if (cause instanceof FlowInterruptedException interruption
                && !interruption.getCauses().isEmpty()) {
            return interruption.getCauses().stream()
                    .map(CauseOfInterruption::getShortDescription)
                    .collect(Collectors.joining("; "));
        }
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }

    static FlowInterruptedException releaseIsOver() {
        return new FlowInterruptedException(Result.ABORTED, false, new ReleaseIsOver());
    }

    /** Why a block is stopped that nobody waits for any more. */
    static final class ReleaseIsOver extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "The release is over";
        }
    }
}
