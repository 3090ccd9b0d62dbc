package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.model.listeners.RunListener;

/** Ties the releases to the life of the controller and of its builds. */
public final class Lifecycle {

    private Lifecycle() {}

    /** Builds and credentials are there from this milestone on. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void resumeReleases() {
        ControllerReleases.get().recover();
        ControllerChecklists.get().catchUp();
    }

    @Terminator
    public static void letReleasesGo() {
        ControllerReleases.get().close();
    }

    /** A release must not wait for smoke tests of a build that is over. */
    @Extension
    public static class EndOfBuilds extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> run) {
            ControllerReleases.get().bodies().buildEnded(run.getParent().getFullName(), run.getNumber());
        }
    }
}
