package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;

/** {@code canaryRollout}, with or without a block for each phase. */
@Extension
public class CanaryRolloutVariable extends StepVariable {

    public CanaryRolloutVariable() {
        super(CanaryRolloutStep.FUNCTION, CanaryRolloutWithBodyStep.FUNCTION);
    }
}
