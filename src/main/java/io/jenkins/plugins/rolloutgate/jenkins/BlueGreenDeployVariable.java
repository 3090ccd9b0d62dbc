package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import java.io.IOException;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Lets {@code blueGreenDeploy} be written with and without a block: a Pipeline looks for a variable before a step. */
@Extension
public class BlueGreenDeployVariable extends GlobalVariable {

    @Override
    public String getName() {
        return BlueGreenDeployStep.FUNCTION;
    }

    @Override
    public Object getValue(CpsScript script) throws IOException {
        return new Call(((FlowExecutionOwner.Executable) script.$build()).asFlowExecutionOwner());
    }

    /** What Groovy calls, on the thread of the Pipeline; the call returns as the step does. */
    public static final class Call extends DSL {
        private static final long serialVersionUID = 1L;

        Call(FlowExecutionOwner owner) {
            super(owner);
        }

        public Object call(Map<String, Object> arguments) {
            return invokeMethod(BlueGreenDeployStep.FUNCTION, arguments);
        }

        public Object call(Map<String, Object> arguments, Object block) {
            return invokeMethod(BlueGreenDeployWithTestsStep.FUNCTION, new Object[] {arguments, block});
        }

        /** Under the name that the script has used; Pipeline warns where these differ. */
        @Override
        protected Object invokeStep(StepDescriptor step, String name, Object arguments) {
            return super.invokeStep(step, BlueGreenDeployStep.FUNCTION, arguments);
        }
    }
}
