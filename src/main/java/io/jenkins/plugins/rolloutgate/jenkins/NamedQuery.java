package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.IndicatorArguments;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A query of the administrator, bound to the name that objectives use; it adds to the built-in ones, or replaces one. */
public class NamedQuery implements Describable<NamedQuery> {

    private final String name;
    private String source = "";
    private String query = "";
    private String good = "";
    private String bad = "";
    private String total = "";
    private String bucket = "";
    private String unit = "";

    @DataBoundConstructor
    public NamedQuery(String name) {
        this.name = Text.trim(name);
    }

    /**
     * What is measured.
     *
     * @throws IllegalArgumentException in one line, if the queries do not fit together
     */
    Indicator indicator() {
        try {
            return new IndicatorArguments()
                    .source(source)
                    .query("value", query)
                    .query("good", good)
                    .query("bad", bad)
                    .query("total", total)
                    .query("bucket", bucket)
                    .unit(unit)
                    .indicator(Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("named query '" + name + "': " + e.getMessage(), e);
        }
    }

    public String getName() {
        return name;
    }

    /** Name of the metric source; empty for {@value QueryCatalogue#PROMETHEUS}. */
    public String getSource() {
        return source;
    }

    @DataBoundSetter
    public void setSource(String source) {
        this.source = Text.trim(source);
    }

    /** Gives one number. */
    public String getQuery() {
        return query;
    }

    @DataBoundSetter
    public void setQuery(String query) {
        this.query = Text.trim(query);
    }

    public String getGood() {
        return good;
    }

    @DataBoundSetter
    public void setGood(String good) {
        this.good = Text.trim(good);
    }

    public String getBad() {
        return bad;
    }

    @DataBoundSetter
    public void setBad(String bad) {
        this.bad = Text.trim(bad);
    }

    public String getTotal() {
        return total;
    }

    @DataBoundSetter
    public void setTotal(String total) {
        this.total = Text.trim(total);
    }

    /** Gives raw buckets of a histogram. */
    public String getBucket() {
        return bucket;
    }

    @DataBoundSetter
    public void setBucket(String bucket) {
        this.bucket = Text.trim(bucket);
    }

    /** In what the queries answer; empty for base units. */
    public String getUnit() {
        return unit;
    }

    @DataBoundSetter
    public void setUnit(String unit) {
        this.unit = Text.trim(unit);
    }

    /** The form of a query; only an administrator gets answers. */
    @Extension
    public static class DescriptorImpl extends Descriptor<NamedQuery> {

        @Override
        public String getDisplayName() {
            return Messages.NamedQuery_displayName();
        }

        @POST
        public FormValidation doCheckName(
                @QueryParameter String value,
                @QueryParameter String query,
                @QueryParameter String good,
                @QueryParameter String bad,
                @QueryParameter String total,
                @QueryParameter String bucket,
                @QueryParameter String unit) {
            NamedQuery named = new NamedQuery(value);
            named.setQuery(query);
            named.setGood(good);
            named.setBad(bad);
            named.setTotal(total);
            named.setBucket(bucket);
            named.setUnit(unit);
            return FormChecks.answer(() -> MetricChecks.query(named));
        }
    }
}
