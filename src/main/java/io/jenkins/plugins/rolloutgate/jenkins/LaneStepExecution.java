package io.jenkins.plugins.rolloutgate.jenkins;

import com.google.common.util.concurrent.MoreExecutors;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that does its work on one lane of the controller's own threads, one task after another, so that nothing blocks
 * the thread that runs the Pipeline. It completes once, whatever happens after that.
 */
abstract class LaneStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(LaneStepExecution.class.getName());

    private transient volatile Executor lane;
    private transient volatile boolean completed;

    LaneStepExecution(StepContext context) {
        super(context);
    }

    /** What a lane does. */
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** Gives back what the step holds, before it completes. */
    void completing() throws IOException, InterruptedException {}

    boolean isCompleted() {
        return completed;
    }

    void later(Task task) {
        lane().execute(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException | RuntimeException e) {
                LOGGER.log(Level.FINE, "step failed", e);
                fail(e);
            }
        });
    }

    private synchronized Executor lane() {
        if (lane == null) {
            lane = MoreExecutors.newSequentialExecutor(ControllerReleases.get().executor());
        }
        return lane;
    }

    void succeed(Object result) {
        if (!completed) {
            complete();
            getContext().onSuccess(result);
        }
    }

    void fail(Throwable cause) {
        if (!completed) {
            complete();
            getContext().onFailure(cause);
        }
    }

    private void complete() {
        completed = true;
        try {
            completing();
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "step completed without its node", e);
        }
    }

    void log(String line) throws IOException, InterruptedException {
        TaskListener listener = getContext().get(TaskListener.class);
        if (listener != null) {
            listener.getLogger().println(line);
        }
    }

    /** Marks the step, its stage and the build as unstable. */
    void warn(String problem) throws IOException, InterruptedException {
        getContext().get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(problem));
        run().setResult(Result.UNSTABLE);
    }

    Run<?, ?> run() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    Origin origin() throws IOException, InterruptedException {
        return Origin.of(run(), getContext().get(FlowNode.class).getId());
    }
}
