package io.jenkins.plugins.rolloutgate.jenkins;

import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/** Shows a step as paused while a person is asked, also after a restart. Not thread-safe. */
final class Pausing {
    private final StepContext context;
    private Boolean shown;

    Pausing(StepContext context) {
        this.context = context;
    }

    void show(boolean waiting) throws IOException, InterruptedException {
        if (shown != null && shown == waiting) {
            return;
        }
        FlowNode node = context.get(FlowNode.class);
        boolean paused = PauseAction.isPaused(node);
        if (waiting && !paused) {
            node.addAction(new PauseAction("Rollout Gate"));
        } else if (!waiting && paused) {
            PauseAction.endCurrentPause(node);
        }
        shown = waiting;
    }
}
