package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A step that asks a cluster by checks, and changes nothing in it. */
public abstract class CheckingStep extends ClusterStep {
    private static final long serialVersionUID = 1L;

    static final String UNSTABLE = "unstable";
    private static final String FAIL = "fail";
    private static final String WITHIN = "30s";

    private String application = "";
    private String within = WITHIN;
    private String onFailure = FAIL;
    private String junit = "";

    public String getApplication() {
        return application;
    }

    @DataBoundSetter
    public void setApplication(String application) {
        this.application = Text.trim(application);
    }

    /** For how long each check is waited for. */
    public String getWithin() {
        return within;
    }

    @DataBoundSetter
    public void setWithin(String within) {
        this.within = Text.or(within, WITHIN);
    }

    /** What a check that failed does: {@code fail} or {@code unstable}. */
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Text.or(onFailure, FAIL).toLowerCase(Locale.ROOT);
    }

    /** File in the workspace for a JUnit report; empty for none. */
    public String getJunit() {
        return junit;
    }

    @DataBoundSetter
    public void setJunit(String junit) {
        this.junit = Text.trim(junit);
    }

    /**
     * The checks that are asked for.
     *
     * @throws IllegalArgumentException if the arguments are wrong
     */
    abstract List<Check> chosen();

    /**
     * What they are about.
     *
     * @throws IllegalArgumentException if the arguments are wrong
     */
    abstract Subject subject(Instant now);

    /** Those that stand in the workspace. */
    List<Check> declared(StepContext context) throws IOException, InterruptedException {
        return List.of();
    }

    /** Name of the administrator's metric source that queries are sent to; empty for none. */
    String metricSource() {
        return "";
    }

    /** For the JUnit report. */
    abstract String suite();

    Duration patience() {
        return Durations.parse(within);
    }

    static List<String> names(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        requireNamespace();
        if (!onFailure.equals(FAIL) && !onFailure.equals(UNSTABLE)) {
            throw new AbortException(function() + ": onFailure must be fail or unstable, not '" + onFailure + "'");
        }
        try {
            subject(Instant.EPOCH);
            chosen();
            patience();
            WorkspaceFile.check("junit", junit);
        } catch (IllegalArgumentException e) {
            throw new AbortException(function() + ": " + e.getMessage());
        }
        return new CheckingExecution(context, this);
    }

    /** What the forms of these steps have in common. */
    public abstract static class CheckingStepDescriptor extends ReleaseStepDescriptor {
        @POST
        public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            items.add(FAIL, FAIL);
            items.add(UNSTABLE, UNSTABLE);
            return items;
        }

        @POST
        public FormValidation doCheckWithin(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(
                    item, () -> Text.trim(value).isEmpty() ? Optional.empty() : StepChecks.duration(value));
        }
    }
}
