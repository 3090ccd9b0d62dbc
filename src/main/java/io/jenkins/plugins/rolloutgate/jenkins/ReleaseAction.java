package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Run;
import jenkins.model.RunAction2;

/** A release on the build that asked for it. Saved are only its id and the head of its record. */
public class ReleaseAction implements RunAction2 {
    private final String release;
    private volatile String head = "";
    private transient Run<?, ?> run;

    public ReleaseAction(String release) {
        this.release = release;
    }

    /** The action of this release, added and saved if the build has none. */
    static ReleaseAction attach(Run<?, ?> run, String release) throws java.io.IOException {
        for (ReleaseAction action : run.getActions(ReleaseAction.class)) {
            if (action.release.equals(release)) {
                return action;
            }
        }
        ReleaseAction action = new ReleaseAction(release);
        run.addAction(action);
        run.save();
        return action;
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    public String getRelease() {
        return release;
    }

    public String getHead() {
        return head;
    }

    void setHead(String head) {
        this.head = head;
    }

    @Override
    public String getIconFileName() {
        return "symbol-swap-horizontal";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "rollout-gate-" + release;
    }
}
