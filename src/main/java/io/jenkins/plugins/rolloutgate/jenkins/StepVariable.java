package io.jenkins.plugins.rolloutgate.jenkins;

import java.io.IOException;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Lets a step be written with and without a block: a Pipeline looks for a variable before a step. */
public abstract class StepVariable extends GlobalVariable {
    private final String step;
    private final String withBlock;

    StepVariable(String step, String withBlock) {
        this.step = step;
        this.withBlock = withBlock;
    }

    @Override
    public String getName() {
        return step;
    }

    @Override
    public Object getValue(CpsScript script) throws IOException {
        return new Call(((FlowExecutionOwner.Executable) script.$build()).asFlowExecutionOwner(), step, withBlock);
    }

    /** What Groovy calls, on the thread of the Pipeline; the call returns as the step does. */
    public static final class Call extends DSL {
        private static final long serialVersionUID = 1L;

        private final String step;
        private final String withBlock;

        Call(FlowExecutionOwner owner, String step, String withBlock) {
            super(owner);
            this.step = step;
            this.withBlock = withBlock;
        }

        public Object call(Map<String, Object> arguments) {
            return invokeMethod(step, arguments);
        }

        public Object call(Map<String, Object> arguments, Object block) {
            return invokeMethod(withBlock, new Object[] {arguments, block});
        }

        /** With the only argument that needs no name. */
        public Object call(Object argument) {
            return invokeMethod(step, argument);
        }

        public Object call(Object argument, Object block) {
            return invokeMethod(withBlock, new Object[] {argument, block});
        }

        /** Under the name that the script has used; Pipeline warns where these differ. */
        @Override
        protected Object invokeStep(StepDescriptor descriptor, String name, Object arguments) {
            return super.invokeStep(descriptor, step, arguments);
        }
    }
}
