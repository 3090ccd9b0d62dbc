package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code blueGreenRollback}: gives the traffic back to the other colour, with the image that it has. */
public class BlueGreenRollbackStep extends BlueGreenStep {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public BlueGreenRollbackStep(String namespace) {
        super(namespace);
    }

    @Override
    Mode mode() {
        return Mode.ROLLBACK;
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends BlueGreenStepDescriptor {

        @Override
        public String getFunctionName() {
            return "blueGreenRollback";
        }

        @Override
        public String getDisplayName() {
            return Messages.BlueGreenRollbackStep_displayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            Object application = arguments.get("application");
            return application == null
                    ? super.argumentsToString(arguments)
                    : application + " in " + arguments.get("namespace");
        }
    }
}
