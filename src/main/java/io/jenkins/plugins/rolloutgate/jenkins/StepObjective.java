package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveArguments;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An objective of a step, by the names of {@link ObjectiveArguments}; empty means "not given". */
public class StepObjective implements Describable<StepObjective>, Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<String, String> given = new LinkedHashMap<>();

    @DataBoundConstructor
    public StepObjective(String objective) {
        set("objective", objective);
    }

    /** What was given, by name. */
    Map<String, String> arguments() {
        return new LinkedHashMap<>(given);
    }

    private String get(String name) {
        return given.getOrDefault(name, "");
    }

    private void set(String name, String value) {
        if (Text.trim(value).isEmpty()) {
            given.remove(name);
        } else {
            given.put(name, Text.trim(value));
        }
    }

    /** In the short form, such as {@code error rate < 0.5%}. */
    public String getObjective() {
        return get("objective");
    }

    /** In the report and in the record; the name in the short form unless given. */
    public String getName() {
        return get("name");
    }

    @DataBoundSetter
    public void setName(String name) {
        set("name", name);
    }

    /** Name of the metric source of queries that are given here. */
    public String getSource() {
        return get("source");
    }

    @DataBoundSetter
    public void setSource(String source) {
        set("source", source);
    }

    /** Gives one number. */
    public String getQuery() {
        return get("query");
    }

    @DataBoundSetter
    public void setQuery(String query) {
        set("query", query);
    }

    public String getGood() {
        return get("good");
    }

    @DataBoundSetter
    public void setGood(String good) {
        set("good", good);
    }

    public String getBad() {
        return get("bad");
    }

    @DataBoundSetter
    public void setBad(String bad) {
        set("bad", bad);
    }

    public String getTotal() {
        return get("total");
    }

    @DataBoundSetter
    public void setTotal(String total) {
        set("total", total);
    }

    /** Gives raw buckets of a histogram. */
    public String getBucket() {
        return get("bucket");
    }

    @DataBoundSetter
    public void setBucket(String bucket) {
        set("bucket", bucket);
    }

    /** In what the queries answer. */
    public String getUnit() {
        return get("unit");
    }

    @DataBoundSetter
    public void setUnit(String unit) {
        set("unit", unit);
    }

    /** Of a histogram, such as {@code p95}. */
    public String getQuantile() {
        return get("quantile");
    }

    @DataBoundSetter
    public void setQuantile(String quantile) {
        set("quantile", quantile);
    }

    /** How it is judged. */
    public String getMethod() {
        return get("method");
    }

    @DataBoundSetter
    public void setMethod(String method) {
        set("method", method);
    }

    /** {@code stable}, or the name of a captured baseline. */
    public String getBaseline() {
        return get("baseline");
    }

    @DataBoundSetter
    public void setBaseline(String baseline) {
        set("baseline", baseline);
    }

    public String getWindow() {
        return get("window");
    }

    @DataBoundSetter
    public void setWindow(String window) {
        set("window", window);
    }

    public String getMinRequests() {
        return get("minRequests");
    }

    @DataBoundSetter
    public void setMinRequests(String minRequests) {
        set("minRequests", minRequests);
    }

    public String getFailureLimit() {
        return get("failureLimit");
    }

    @DataBoundSetter
    public void setFailureLimit(String failureLimit) {
        set("failureLimit", failureLimit);
    }

    public String getConsecutiveLimit() {
        return get("consecutiveLimit");
    }

    @DataBoundSetter
    public void setConsecutiveLimit(String consecutiveLimit) {
        set("consecutiveLimit", consecutiveLimit);
    }

    /** {@code pass}, {@code fail} or {@code inconclusive}. */
    public String getNoData() {
        return get("noData");
    }

    @DataBoundSetter
    public void setNoData(String noData) {
        set("noData", noData);
    }

    /** {@code pass}, {@code fail} or {@code inconclusive}. */
    public String getOnError() {
        return get("onError");
    }

    @DataBoundSetter
    public void setOnError(String onError) {
        set("onError", onError);
    }

    /** {@code rollback}, {@code investigate} or {@code advisory}. */
    public String getSeverity() {
        return get("severity");
    }

    @DataBoundSetter
    public void setSeverity(String severity) {
        set("severity", severity);
    }

    public String getAlpha() {
        return get("alpha");
    }

    @DataBoundSetter
    public void setAlpha(String alpha) {
        set("alpha", alpha);
    }

    /** The form of an objective, inside the forms of steps. */
    @Extension
    public static class DescriptorImpl extends Descriptor<StepObjective> {

        @Override
        public String getDisplayName() {
            return Messages.StepObjective_displayName();
        }

        /** Says nothing of an objective that has queries of its own. */
        @POST
        public FormValidation doCheckObjective(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String query,
                @QueryParameter String total,
                @QueryParameter String bucket) {
            boolean own = !(Text.trim(query) + Text.trim(total) + Text.trim(bucket)).isEmpty();
            return own
                    ? FormValidation.ok()
                    : FormChecks.answer(
                            item,
                            () -> StepChecks.objective(
                                    value,
                                    () -> AllowedSources.in(AllowedClusters.folderOf(item))
                                            .catalogue("")));
        }
    }
}
