package org.jenkinsci.plugins.workflow.cps;

import java.io.Serializable;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

public class DSL implements Serializable {
    private static final long serialVersionUID = 1L;

    public DSL(FlowExecutionOwner handle) {}

    public Object invokeMethod(String name, Object args) {
        throw new UnsupportedOperationException();
    }

    protected Object invokeStep(StepDescriptor descriptor, String name, Object args) {
        throw new UnsupportedOperationException();
    }
}
