package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code canaryRollout} with a block for each phase. A step of its own because Pipeline wants to know of each step whether
 * it takes a block; {@link CanaryRolloutVariable} lets both be written as one.
 */
public class CanaryRolloutWithBodyStep extends CanaryRolloutStep {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "canaryRolloutWithBody";

    @DataBoundConstructor
    public CanaryRolloutWithBodyStep() {}

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends CanaryRolloutStep.DescriptorImpl {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryRolloutWithBodyStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
