package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import java.io.IOException;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Does what a step of a checklist does, and does it again after a restart that came in between: everything that it writes
 * is recognised when it is already there.
 */
abstract class ChecklistStepExecution extends LaneStepExecution {
    private static final long serialVersionUID = 1L;

    ChecklistStepExecution(StepContext context) {
        super(context);
    }

    /** Does it, or begins to wait. */
    abstract void begin() throws IOException, InterruptedException;

    @Override
    public boolean start() throws IOException, InterruptedException {
        later(this::begin);
        return false;
    }

    @Override
    public void onResume() {
        Future<?> unused = ControllerReleases.get().recovered().thenRun(() -> later(this::begin));
    }

    @Override
    public void stop(Throwable cause) {
        later(() -> fail(cause));
    }

    /**
     * The checklist of the build.
     *
     * @throws AbortException if it has none
     */
    ChecklistRecord checklist() throws IOException, InterruptedException {
        return ControllerChecklists.get()
                .of(run())
                .orElseThrow(() -> new AbortException(
                        "this build works on no checklist: call releaseChecklist file: 'RELEASE.md' before"));
    }
}
