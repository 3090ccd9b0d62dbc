package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Waits until the checklist of the build stands as it should, without an executor and over restarts. It is asked again
 * whenever something was recorded, and when the time is over.
 */
abstract class ChecklistWait extends ChecklistStepExecution {
    private static final long serialVersionUID = 1L;

    private final boolean unstable;
    private volatile String status = "starting";

    private transient ChecklistRecord watched;
    private transient Runnable listener;
    private transient ScheduledFuture<?> alarm;
    private transient Pausing pausing;

    /**
     * Waits for nothing yet.
     *
     * @param unstable whether what did not come true marks the build as unstable and goes on, instead of failing it
     */
    ChecklistWait(StepContext context, boolean unstable) {
        super(context);
        this.unstable = unstable;
    }

    /**
     * How it stands.
     *
     * @param over whether the wait is over, well or not
     * @param good whether it came true
     * @param sentence what is waited for, or what has come of it
     * @param until when it is to be looked at again though nothing happens
     */
    record Standing(boolean over, boolean good, String sentence, Optional<Instant> until) {
        static Standing done(String sentence) {
            return new Standing(true, true, sentence, Optional.empty());
        }

        static Standing failed(String sentence) {
            return new Standing(true, false, sentence, Optional.empty());
        }

        static Standing waiting(String sentence, Optional<Instant> until) {
            return new Standing(false, false, sentence, until);
        }
    }

    /** Asks for what is waited for, before the first look. */
    abstract void prepare(ChecklistRecord record) throws IOException, InterruptedException;

    abstract Standing look(Snapshot now, Instant time) throws IOException;

    @Override
    void begin() throws IOException, InterruptedException {
        if (watched != null) {
            return;
        }
        watched = checklist();
        pausing = new Pausing(getContext());
        prepare(watched);
        Future<?> unused = getContext().saveState();
        listener = () -> later(this::check);
        watched.listen(listener);
        check();
    }

    private void check() throws IOException, InterruptedException {
        if (isCompleted() || watched == null) {
            return;
        }
        Snapshot now = watched.snapshot();
        Standing standing = look(now, Instant.now());
        if (!standing.sentence().equals(status)) {
            log(standing.sentence());
            status = standing.sentence();
        }
        if (!standing.over()) {
            pausing.show(true);
            standing.until().ifPresent(this::again);
        } else if (standing.good()) {
            succeed(new ChecklistResult(
                    now.id(),
                    run().getUrl() + "release-checklist/",
                    now.state(Instant.now()).progress()));
        } else if (unstable) {
            warn(standing.sentence());
            succeed(new ChecklistResult(
                    now.id(),
                    run().getUrl() + "release-checklist/",
                    now.state(Instant.now()).progress()));
        } else {
            fail(new AbortException(standing.sentence()));
        }
    }

    private void again(Instant when) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        long millis = Math.max(1, Duration.between(Instant.now(), when).toMillis() + 1);
        alarm = Timer.get().schedule(() -> later(this::check), millis, TimeUnit.MILLISECONDS);
    }

    @Override
    void completing() throws IOException, InterruptedException {
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (watched != null && listener != null) {
            watched.forget(listener);
        }
        if (pausing != null) {
            pausing.show(false);
        }
    }

    @Override
    public String getStatus() {
        return status;
    }
}
