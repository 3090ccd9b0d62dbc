package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** A step that works on the checklist of its build. Saved with the running build: plain, serialisable fields only. */
public abstract class ChecklistStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What the forms of these steps have in common. */
    public abstract static class ChecklistStepDescriptor extends StepDescriptor implements CustomDescribableModel {
        private static final List<String> MAPS = List.of("bind", "values", "subject");

        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return NamedTexts.instead(arguments, MAPS);
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }
    }
}
