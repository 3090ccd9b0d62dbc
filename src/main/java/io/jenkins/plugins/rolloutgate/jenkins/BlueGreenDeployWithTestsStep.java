package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code blueGreenDeploy} with a block of smoke tests. A step of its own because Pipeline wants to know of each step
 * whether it takes a block; {@link BlueGreenDeployVariable} lets both be written as one.
 */
public class BlueGreenDeployWithTestsStep extends BlueGreenDeployStep {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "blueGreenDeployWithTests";

    @DataBoundConstructor
    public BlueGreenDeployWithTestsStep(String namespace, String image) {
        super(namespace, image);
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends BlueGreenDeployStep.DescriptorImpl {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.BlueGreenDeployWithTestsStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
