package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code applyManifests}: applies manifests of the workspace to one namespace, and waits until they are ready. */
public class ApplyManifestsStep extends ClusterStep {
    private static final long serialVersionUID = 1L;

    private static final String TIMEOUT = "5m";

    private final String files;
    private boolean plan;
    private boolean force;
    private String timeout = TIMEOUT;

    @DataBoundConstructor
    public ApplyManifestsStep(String files) {
        this.files = Text.trim(files);
    }

    /** Folders and files in the workspace, with commas. */
    public String getFiles() {
        return files;
    }

    /** Whether only to show what would change. */
    public boolean isPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(boolean plan) {
        this.plan = plan;
    }

    /** Whether to take over fields that somebody else manages. */
    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** Until all is ready. */
    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Text.or(timeout, TIMEOUT);
    }

    Duration patience() {
        return Durations.parse(timeout);
    }

    List<String> named() {
        return CheckingStep.names(files);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        requireNamespace();
        try {
            if (named().isEmpty()) {
                throw new IllegalArgumentException("files is missing: name folders or files of the workspace");
            }
            named().forEach(name -> WorkspaceFile.check("files", name));
            patience();
        } catch (IllegalArgumentException e) {
            throw new AbortException(function() + ": " + e.getMessage());
        }
        return new ApplyManifestsExecution(context, this);
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {

        @Override
        public String getFunctionName() {
            return "applyManifests";
        }

        @Override
        public String getDisplayName() {
            return Messages.ApplyManifestsStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class, FilePath.class);
        }
    }
}
