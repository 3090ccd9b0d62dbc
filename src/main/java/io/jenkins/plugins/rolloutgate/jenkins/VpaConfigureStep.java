package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.Saving;
import io.jenkins.plugins.rolloutgate.autoscale.vpa.VpaSpec;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code vpaConfigure}: gives a Deployment its vertical autoscaler, and shows what it recommends. */
public class VpaConfigureStep extends AutoscaleStep {
    private static final long serialVersionUID = 1L;

    private static final String TIMEOUT = "10m";

    private String mode = VpaSpec.OFF;
    private String min = VpaSpec.LEAST;
    private String max = VpaSpec.MOST;
    private int samples = VpaSpec.SAMPLES;
    private double pricePerCoreHour;
    private double pricePerGibHour;
    private String timeout = TIMEOUT;

    @DataBoundConstructor
    public VpaConfigureStep() {}

    public String getMode() {
        return mode;
    }

    @DataBoundSetter
    public void setMode(String mode) {
        this.mode = Text.or(mode, VpaSpec.OFF);
    }

    /** CPU and memory that is recommended at least. */
    public String getMin() {
        return min;
    }

    @DataBoundSetter
    public void setMin(String min) {
        this.min = Text.or(min, VpaSpec.LEAST);
    }

    /** CPU and memory that is recommended at most. */
    public String getMax() {
        return max;
    }

    @DataBoundSetter
    public void setMax(String max) {
        this.max = Text.or(max, VpaSpec.MOST);
    }

    /** Of each container to wait for. */
    public int getSamples() {
        return samples;
    }

    @DataBoundSetter
    public void setSamples(int samples) {
        this.samples = samples;
    }

    /** 0 if it is not known. */
    public double getPricePerCoreHour() {
        return pricePerCoreHour;
    }

    @DataBoundSetter
    public void setPricePerCoreHour(double pricePerCoreHour) {
        this.pricePerCoreHour = pricePerCoreHour;
    }

    /** 0 if it is not known. */
    public double getPricePerGibHour() {
        return pricePerGibHour;
    }

    @DataBoundSetter
    public void setPricePerGibHour(double pricePerGibHour) {
        this.pricePerGibHour = pricePerGibHour;
    }

    /** For how long it is waited that enough was seen. */
    @Override
    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Text.or(timeout, TIMEOUT);
    }

    VpaSpec spec(String named) {
        return new VpaSpec(getNamespace(), named, mode, min, max, samples);
    }

    Saving.Prices prices() {
        return new Saving.Prices(pricePerCoreHour, pricePerGibHour);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        requireTarget("what it is for");
        try {
            patience();
            prices();
            spec(target());
        } catch (IllegalArgumentException e) {
            throw new AbortException("vpaConfigure: " + e.getMessage());
        }
        return new VpaConfigureExecution(context, this);
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {

        @Override
        public String getFunctionName() {
            return "vpaConfigure";
        }

        @Override
        public String getDisplayName() {
            return Messages.VpaConfigureStep_displayName();
        }

        @POST
        public ListBoxModel doFillModeItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            VpaSpec.modes().forEach(mode -> items.add(mode, mode));
            return items;
        }
    }
}
