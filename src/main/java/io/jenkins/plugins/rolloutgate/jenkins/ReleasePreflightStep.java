package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Checks;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code releasePreflight}: asks a cluster whether a release can succeed, and changes nothing in it. */
public class ReleasePreflightStep extends ClusterStep {
    private static final long serialVersionUID = 1L;

    static final String UNSTABLE = "unstable";
    private static final String WITHIN = "30s";

    private String application = "";
    private boolean canary;
    private boolean router;
    private String deployments = "";
    private String checks = "";
    private String within = WITHIN;
    private String onFailure = "fail";

    @DataBoundConstructor
    public ReleasePreflightStep() {}

    public String getApplication() {
        return application;
    }

    @DataBoundSetter
    public void setApplication(String application) {
        this.application = Text.trim(application);
    }

    /** Whether the Deployments are those of a canary. */
    public boolean isCanary() {
        return canary;
    }

    @DataBoundSetter
    public void setCanary(boolean canary) {
        this.canary = canary;
    }

    /** Whether shares are weights of an HTTPRoute. */
    public boolean isRouter() {
        return router;
    }

    @DataBoundSetter
    public void setRouter(boolean router) {
        this.router = router;
    }

    /** Names with commas, instead of those of the application. */
    public String getDeployments() {
        return deployments;
    }

    @DataBoundSetter
    public void setDeployments(String deployments) {
        this.deployments = Text.trim(deployments);
    }

    /** Names with commas; empty for all checks. */
    public String getChecks() {
        return checks;
    }

    @DataBoundSetter
    public void setChecks(String checks) {
        this.checks = Text.trim(checks);
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
        this.onFailure = Text.or(onFailure, "fail").toLowerCase(Locale.ROOT);
    }

    private static List<String> names(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The Deployments that take part. */
    List<String> subject() throws AbortException {
        if (!deployments.isEmpty()) {
            return names(deployments);
        }
        if (application.isEmpty()) {
            throw new AbortException("releasePreflight: name what is released, as application or as deployments");
        }
        return canary
                ? List.of(application + "-stable", application + "-canary")
                : List.of(application + "-blue", application + "-green");
    }

    /** The checks that are asked for. */
    List<Check> chosen() throws AbortException {
        try {
            return checks.isEmpty() ? Checks.all() : Checks.named(names(checks));
        } catch (IllegalArgumentException e) {
            throw new AbortException("releasePreflight: " + e.getMessage());
        }
    }

    Duration patience() throws AbortException {
        try {
            return Durations.parse(within);
        } catch (IllegalArgumentException e) {
            throw new AbortException("releasePreflight: " + e.getMessage());
        }
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        requireNamespace();
        if (!onFailure.equals("fail") && !onFailure.equals(UNSTABLE)) {
            throw new AbortException("releasePreflight: onFailure must be fail or unstable, not '" + onFailure + "'");
        }
        subject();
        chosen();
        patience();
        return new ReleasePreflightExecution(context, this);
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {

        @Override
        public String getFunctionName() {
            return "releasePreflight";
        }

        @Override
        public String getDisplayName() {
            return Messages.ReleasePreflightStep_displayName();
        }

        @POST
        public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            items.add("fail", "fail");
            items.add(UNSTABLE, UNSTABLE);
            return items;
        }

        @POST
        public FormValidation doCheckChecks(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.argument(() -> Checks.named(names(Text.trim(value)))));
        }

        @POST
        public FormValidation doCheckWithin(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(
                    item, () -> Text.trim(value).isEmpty() ? Optional.empty() : StepChecks.duration(value));
        }
    }
}
