package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code captureBaseline}: measures for a while and keeps it under a name, for later builds to compare with. */
public class CaptureBaselineStep extends MeasuringStep {
    private static final long serialVersionUID = 1L;

    private final String name;
    private String metrics = "";

    @DataBoundConstructor
    public CaptureBaselineStep(String name) {
        this.name = Text.trim(name);
    }

    @Override
    void complete(VerifyArguments arguments) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name is missing: say how later builds call the baseline");
        }
        arguments.capture(name);
        Pattern.compile("[,\\n]").splitAsStream(metrics).forEach(arguments::metric);
    }

    @Override
    StepEnd end(ReleaseReport report, String url) {
        return end(report, url, false);
    }

    public String getName() {
        return name;
    }

    /** Names of queries, separated by commas. */
    public String getMetrics() {
        return metrics;
    }

    @DataBoundSetter
    public void setMetrics(String metrics) {
        this.metrics = Text.trim(metrics);
    }

    @DataBoundSetter
    public void setObjectives(List<StepObjective> objectives) {
        take(objectives);
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends MeasuringStepDescriptor {

        @Override
        public String getFunctionName() {
            return "captureBaseline";
        }

        @Override
        public String getDisplayName() {
            return Messages.CaptureBaselineStep_displayName();
        }

        /** Lets {@code metrics} be written as a list. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            Map<String, Object> read = new LinkedHashMap<>(super.customInstantiate(arguments));
            read.computeIfPresent(
                    "metrics",
                    (key, value) -> value instanceof List<?> list
                            ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            : value);
            return read;
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.baseline(value));
        }
    }
}
