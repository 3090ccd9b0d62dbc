package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;

/** {@code blueGreenDeploy}, with or without smoke tests. */
@Extension
public class BlueGreenDeployVariable extends StepVariable {

    public BlueGreenDeployVariable() {
        super(BlueGreenDeployStep.FUNCTION, BlueGreenDeployWithTestsStep.FUNCTION);
    }
}
