package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.infrastructure.Expected;
import io.jenkins.plugins.rolloutgate.preflight.infrastructure.InfrastructureKind;
import java.time.Instant;
import java.util.List;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code verifyInfrastructure}: asks a cluster whether what an application needs stands there; changes nothing in it. */
public class VerifyInfrastructureStep extends CheckingStep {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private String service = "";
    private String limits = "";
    private int min;
    private int max;
    private int cpu;
    private int memory;
    private int requestsPerSecond;

    @DataBoundConstructor
    public VerifyInfrastructureStep(String kind) {
        this.kind = Text.trim(kind);
    }

    /** {@code blueGreen}, {@code canary} or {@code hpa}. */
    public String getKind() {
        return kind;
    }

    /** The Service that has the traffic; empty for that of the convention. */
    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Text.trim(service);
    }

    /** CPU and memory that every container must have; empty for any. */
    public String getLimits() {
        return limits;
    }

    @DataBoundSetter
    public void setLimits(String limits) {
        this.limits = Text.trim(limits);
    }

    /** Replicas of the side with the traffic, or of the autoscaler; 0 for any. */
    public int getMin() {
        return min;
    }

    @DataBoundSetter
    public void setMin(int min) {
        this.min = min;
    }

    /** Replicas of the autoscaler; 0 for any. */
    public int getMax() {
        return max;
    }

    @DataBoundSetter
    public void setMax(int max) {
        this.max = max;
    }

    /** Per cent that the autoscaler must follow; 0 for any. */
    public int getCpu() {
        return cpu;
    }

    @DataBoundSetter
    public void setCpu(int cpu) {
        this.cpu = cpu;
    }

    /** Per cent that the autoscaler must follow; 0 for any. */
    public int getMemory() {
        return memory;
    }

    @DataBoundSetter
    public void setMemory(int memory) {
        this.memory = memory;
    }

    /** Whether the autoscaler must follow requests: any number above 0. */
    public int getRequestsPerSecond() {
        return requestsPerSecond;
    }

    @DataBoundSetter
    public void setRequestsPerSecond(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    @Override
    List<Check> chosen() {
        return InfrastructureKind.of(kind)
                .checks(new Expected(getApplication(), service, limits, min, max, cpu, memory, requestsPerSecond));
    }

    @Override
    Subject subject(Instant now) {
        return new Subject(getNamespace(), InfrastructureKind.of(kind).deployments(getApplication()), false, now);
    }

    @Override
    String suite() {
        return kind + " of " + getNamespace() + "/" + getApplication();
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends CheckingStepDescriptor {

        @Override
        public String getFunctionName() {
            return "verifyInfrastructure";
        }

        @Override
        public String getDisplayName() {
            return Messages.VerifyInfrastructureStep_displayName();
        }

        @POST
        public ListBoxModel doFillKindItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            for (InfrastructureKind known : InfrastructureKind.values()) {
                items.add(known.text(), known.text());
            }
            return items;
        }

        @POST
        public FormValidation doCheckLimits(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(
                    item, () -> StepChecks.argument(() -> new Expected("a", "", Text.trim(value), 0, 0, 0, 0, 0)));
        }
    }
}
