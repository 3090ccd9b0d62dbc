package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that gives a Deployment an autoscaler, and waits for it. */
public abstract class AutoscaleStep extends ClusterStep {
    private static final long serialVersionUID = 1L;

    private String application = "";
    private String deployment = "";
    private String service = "";
    private boolean plan;

    public String getApplication() {
        return application;
    }

    @DataBoundSetter
    public void setApplication(String application) {
        this.application = Text.trim(application);
    }

    /** Instead of that of an application. */
    public String getDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(String deployment) {
        this.deployment = Text.trim(deployment);
    }

    /** Whose Lease tells of a release; empty for that of the convention. */
    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Text.trim(service);
    }

    /** Whether only to show what would be written. */
    public boolean isPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(boolean plan) {
        this.plan = plan;
    }

    /** For how long it is waited. */
    public abstract String getTimeout();

    Duration patience() {
        return Durations.parse(getTimeout());
    }

    /** What is named of the Deployment before the cluster is asked. */
    String target() {
        return deployment.isEmpty() ? application : deployment;
    }

    void requireTarget(String what) throws AbortException {
        requireNamespace();
        if (target().isEmpty()) {
            throw new AbortException(function() + ": name " + what + ", as application or as deployment");
        }
    }
}
