package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Deletes ended releases once a day, as the administrator's settings say; on a thread of its own. */
@Extension
public class ReleaseCleanup extends AsyncPeriodicWork {

    public ReleaseCleanup() {
        super("Rollout Gate releases");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.DAYS.toMillis(1);
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        ControllerReleases.get()
                .discard(
                        RolloutGateConfiguration.get().retention(),
                        InstantSource.system().instant(),
                        listener.getLogger()::println);
    }
}
