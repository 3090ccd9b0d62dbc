package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import java.util.List;
import java.util.Locale;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code verifySlo}: looks at objectives for a while, and says whether they were met all the time. */
public class VerifySloStep extends MeasuringStep {
    private static final long serialVersionUID = 1L;

    private static final String UNSTABLE = "unstable";

    private String onFailure = "fail";

    @DataBoundConstructor
    public VerifySloStep(List<StepObjective> objectives) {
        take(objectives);
    }

    @Override
    void complete(VerifyArguments arguments) {
        if (!onFailure.equals("fail") && !onFailure.equals(UNSTABLE)) {
            throw new IllegalArgumentException("onFailure must be fail or unstable, not '" + onFailure + "'");
        }
    }

    @Override
    StepEnd end(ReleaseReport report, String url) {
        return end(report, url, onFailure.equals(UNSTABLE));
    }

    /** {@code fail} or {@code unstable}. */
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Text.or(onFailure, "fail").toLowerCase(Locale.ROOT);
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends MeasuringStepDescriptor {

        @Override
        public String getFunctionName() {
            return "verifySlo";
        }

        @Override
        public String getDisplayName() {
            return Messages.VerifySloStep_displayName();
        }

        @POST
        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.VerifySloStep_fail(), "fail");
            items.add(Messages.VerifySloStep_unstable(), UNSTABLE);
            return items;
        }
    }
}
