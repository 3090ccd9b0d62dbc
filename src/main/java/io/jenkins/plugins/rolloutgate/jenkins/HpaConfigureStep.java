package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaArguments;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code hpaConfigure}: gives a Deployment its one autoscaler, and waits until it works. */
public class HpaConfigureStep extends AutoscaleStep {
    private static final long serialVersionUID = 1L;

    private static final String TIMEOUT = "2m";

    private int min = HpaArguments.MIN;
    private int max = HpaArguments.MAX;
    private int cpu;
    private int memory;
    private int requestsPerSecond;
    private String requestsMetric = HpaArguments.REQUESTS_METRIC;
    private String requestsOf = "";
    private String scaleUpWithin = HpaArguments.SCALE_UP_WITHIN;
    private String scaleDownWithin = HpaArguments.SCALE_DOWN_WITHIN;
    private boolean adopt;
    private String timeout = TIMEOUT;

    @DataBoundConstructor
    public HpaConfigureStep() {}

    public int getMin() {
        return min;
    }

    @DataBoundSetter
    public void setMin(int min) {
        this.min = min;
    }

    public int getMax() {
        return max;
    }

    @DataBoundSetter
    public void setMax(int max) {
        this.max = max;
    }

    /** Per cent of the request; 0 if it is not followed. */
    public int getCpu() {
        return cpu;
    }

    @DataBoundSetter
    public void setCpu(int cpu) {
        this.cpu = cpu;
    }

    /** Per cent of the request; 0 if it is not followed. */
    public int getMemory() {
        return memory;
    }

    @DataBoundSetter
    public void setMemory(int memory) {
        this.memory = memory;
    }

    /** Per pod; 0 if they are not followed. */
    public int getRequestsPerSecond() {
        return requestsPerSecond;
    }

    @DataBoundSetter
    public void setRequestsPerSecond(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    public String getRequestsMetric() {
        return requestsMetric;
    }

    @DataBoundSetter
    public void setRequestsMetric(String requestsMetric) {
        this.requestsMetric = Text.or(requestsMetric, HpaArguments.REQUESTS_METRIC);
    }

    /** The object that the metric describes; empty for one of the pods. */
    public String getRequestsOf() {
        return requestsOf;
    }

    @DataBoundSetter
    public void setRequestsOf(String requestsOf) {
        this.requestsOf = Text.trim(requestsOf);
    }

    public String getScaleUpWithin() {
        return scaleUpWithin;
    }

    @DataBoundSetter
    public void setScaleUpWithin(String scaleUpWithin) {
        this.scaleUpWithin = Text.or(scaleUpWithin, HpaArguments.SCALE_UP_WITHIN);
    }

    public String getScaleDownWithin() {
        return scaleDownWithin;
    }

    @DataBoundSetter
    public void setScaleDownWithin(String scaleDownWithin) {
        this.scaleDownWithin = Text.or(scaleDownWithin, HpaArguments.SCALE_DOWN_WITHIN);
    }

    /** Whether other autoscalers of the same Deployment are merged into this one. */
    public boolean isAdopt() {
        return adopt;
    }

    @DataBoundSetter
    public void setAdopt(boolean adopt) {
        this.adopt = adopt;
    }

    /** For how long it is waited that the autoscaler works. */
    @Override
    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Text.or(timeout, TIMEOUT);
    }

    HpaArguments arguments() {
        return new HpaArguments(
                min,
                max,
                cpu,
                memory,
                requestsPerSecond,
                requestsMetric,
                requestsOf,
                scaleUpWithin,
                scaleDownWithin,
                adopt);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        requireTarget("what is to be scaled");
        try {
            patience();
            arguments().spec(getNamespace(), target());
        } catch (IllegalArgumentException e) {
            throw new AbortException("hpaConfigure: " + e.getMessage());
        }
        return new HpaConfigureExecution(context, this);
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {

        @Override
        public String getFunctionName() {
            return "hpaConfigure";
        }

        @Override
        public String getDisplayName() {
            return Messages.HpaConfigureStep_displayName();
        }

        @POST
        public FormValidation doCheckScaleUpWithin(@AncestorInPath Item item, @QueryParameter String value) {
            return duration(item, value);
        }

        @POST
        public FormValidation doCheckScaleDownWithin(@AncestorInPath Item item, @QueryParameter String value) {
            return duration(item, value);
        }

        private static FormValidation duration(Item item, String value) {
            return FormChecks.answer(
                    item, () -> Text.trim(value).isEmpty() ? Optional.empty() : StepChecks.duration(value));
        }
    }
}
