package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Checks;
import io.jenkins.plugins.rolloutgate.preflight.MonitoringChecks;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.declared.DeclaredChecks;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code releasePreflight}: asks a cluster whether a release can succeed, and changes nothing in it. */
public class ReleasePreflightStep extends CheckingStep {
    private static final long serialVersionUID = 1L;

    private boolean canary;
    private boolean router;
    private String deployments = "";
    private String checks = "";
    private String declared = "";
    private String metrics = "";

    @DataBoundConstructor
    public ReleasePreflightStep() {}

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

    /** File in the workspace with checks of the team's own; empty for none. */
    public String getDeclared() {
        return declared;
    }

    @DataBoundSetter
    public void setDeclared(String declared) {
        this.declared = Text.trim(declared);
    }

    /** Name of a metric source of the administrator; empty for none. */
    public String getMetrics() {
        return metrics;
    }

    @DataBoundSetter
    public void setMetrics(String metrics) {
        this.metrics = Text.trim(metrics);
    }

    @Override
    List<Check> chosen() {
        WorkspaceFile.check("declared", declared);
        List<Check> all = new ArrayList<>(Checks.all());
        if (!metrics.isEmpty()) {
            all.addAll(MonitoringChecks.all());
        }
        return checks.isEmpty() ? all : Checks.named(all, names(checks));
    }

    @Override
    List<Check> declared(StepContext context) throws IOException, InterruptedException {
        return declared.isEmpty()
                ? List.of()
                : DeclaredChecks.read(WorkspaceFile.read(context, declared))
                        .within(getNamespace())
                        .all();
    }

    @Override
    String metricSource() {
        return metrics;
    }

    @Override
    Subject subject(Instant now) {
        return new Subject(getNamespace(), released(), router, now);
    }

    private List<String> released() {
        if (!deployments.isEmpty()) {
            return names(deployments);
        }
        String application = getApplication();
        if (application.isEmpty()) {
            throw new IllegalArgumentException("name what is released, as application or as deployments");
        }
        return canary
                ? List.of(application + "-stable", application + "-canary")
                : List.of(application + "-blue", application + "-green");
    }

    @Override
    String suite() {
        return "preflight of " + getNamespace() + "/" + (getApplication().isEmpty() ? deployments : getApplication());
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends CheckingStepDescriptor {

        @Override
        public String getFunctionName() {
            return "releasePreflight";
        }

        @Override
        public String getDisplayName() {
            return Messages.ReleasePreflightStep_displayName();
        }

        @POST
        public FormValidation doCheckChecks(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.argument(() -> Checks.named(names(Text.trim(value)))));
        }
    }
}
