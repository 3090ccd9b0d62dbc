package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code checklistItem} with a block. A step of its own because Pipeline wants to know of each step whether it takes a block;
 * {@link ChecklistItemVariable} lets both be written as one.
 */
public class ChecklistItemWithBodyStep extends ChecklistItemStep {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "checklistItemWithBody";

    @DataBoundConstructor
    public ChecklistItemWithBodyStep(String item) {
        super(item);
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ChecklistItemStep.DescriptorImpl {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.ChecklistItemWithBodyStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
