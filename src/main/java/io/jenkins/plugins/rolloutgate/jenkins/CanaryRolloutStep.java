package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code canaryRollout}: brings an image live by a growing share of the traffic, all at once or stage by stage.
 *
 * <p>Empty means "not given"; {@link CanaryArguments} knows the defaults.
 */
public class CanaryRolloutStep extends CanaryTargetStep {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "canaryRollout";

    private String phases = "";
    private String interval = "";
    private String timeout = "";
    private String every = "";
    private String tolerance = "";
    private String source = "";
    private boolean noProbe;
    private String from = "";
    private String expires = "1h";
    private String silence = "hold";
    private String scaleDownDelay = "";
    private String onFailure = "rollback";
    private boolean force;
    private boolean allowTemplateDifferences;
    private String release = "";
    private String until = "";
    private List<StepObjective> objectives = new ArrayList<>();
    private Probe probe;
    private boolean plan;
    private String openSlo = "";

    @DataBoundConstructor
    public CanaryRolloutStep() {}

    @Override
    CanarySpec spec(String folder, String entry, boolean body) {
        AllowedSources sources = AllowedSources.in(folder);
        QueryCatalogue catalogue = sources.catalogue(source);
        return arguments()
                .cluster(entry)
                .namespace(namespaceIn(folder))
                .body(body)
                .measured(sources.measures(catalogue))
                .spec(catalogue);
    }

    /** The arguments that the step itself knows. */
    CanaryArguments arguments() {
        CanaryArguments arguments = target().phases(phases)
                .interval(interval)
                .timeout(timeout)
                .every(every)
                .tolerance(StepChecks.number("tolerance", tolerance))
                .from(from)
                .expires(expires)
                .silence(silence)
                .scaleDownDelay(scaleDownDelay)
                .onFailure(onFailure)
                .until(until)
                .force(force)
                .allowTemplateDifferences(allowTemplateDifferences);
        objectives.forEach(objective -> arguments.objective(objective.arguments()));
        StepOpenSlo.of(openSlo, source).objectives().forEach(arguments::objective);
        if (noProbe) {
            return arguments.noProbe();
        }
        return probe == null
                ? arguments
                : arguments.probe(probe.getPath(), probe.getStatus() == 0 ? null : probe.getStatus(), probe.getPort());
    }

    @Override
    List<String> notes() {
        return StepOpenSlo.of(openSlo, source).notes();
    }

    @Override
    String continues() {
        return release;
    }

    @Override
    int doneAt(ReleaseSpec spec) {
        return until.isEmpty() ? 100 : CanaryArguments.percent(until, ((CanarySpec) spec).phases());
    }

    /** Shares and holds, such as {@code 10%:15m, 50%:30m:ask, 100%:15m}. */
    public String getPhases() {
        return phases;
    }

    @DataBoundSetter
    public void setPhases(String phases) {
        this.phases = Text.trim(phases);
    }

    /** Instead of phases: the same hold at 5, 10, 25, 50 and 100 %. */
    public String getInterval() {
        return interval;
    }

    @DataBoundSetter
    public void setInterval(Object interval) {
        this.interval = Text.trim(interval);
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(Object timeout) {
        this.timeout = Text.trim(timeout);
    }

    /** Time between two looks at the objectives. */
    public String getEvery() {
        return every;
    }

    @DataBoundSetter
    public void setEvery(Object every) {
        this.every = Text.trim(every);
    }

    /** Percentage points by which a share may be missed, with replicas. */
    public String getTolerance() {
        return tolerance;
    }

    @DataBoundSetter
    public void setTolerance(Object tolerance) {
        this.tolerance = Text.trim(tolerance);
    }

    /** Stands in for the metric source of the built-in queries. */
    public String getSource() {
        return source;
    }

    @DataBoundSetter
    public void setSource(String source) {
        this.source = Text.trim(source);
    }

    public boolean isNoProbe() {
        return noProbe;
    }

    @DataBoundSetter
    public void setNoProbe(boolean noProbe) {
        this.noProbe = noProbe;
    }

    /** Users or groups that are asked, separated by commas; empty for whoever may build the job. */
    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(String from) {
        this.from = Text.trim(from);
    }

    /** How long a question stands. */
    public String getExpires() {
        return expires;
    }

    @DataBoundSetter
    public void setExpires(Object expires) {
        this.expires = Text.or(expires, "1h");
    }

    /** {@code hold} or {@code rollback}: what follows when nobody answers. */
    public String getSilence() {
        return silence;
    }

    @DataBoundSetter
    public void setSilence(String silence) {
        this.silence = Text.or(silence, "hold");
    }

    public String getScaleDownDelay() {
        return scaleDownDelay;
    }

    @DataBoundSetter
    public void setScaleDownDelay(Object scaleDownDelay) {
        this.scaleDownDelay = Text.trim(scaleDownDelay);
    }

    /** {@code rollback} or {@code hold}. */
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Text.or(onFailure, "rollback");
    }

    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    public boolean isAllowTemplateDifferences() {
        return allowTemplateDifferences;
    }

    @DataBoundSetter
    public void setAllowTemplateDifferences(boolean allowTemplateDifferences) {
        this.allowTemplateDifferences = allowTemplateDifferences;
    }

    /** Id of a release of this job to go on with; empty to begin one. */
    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Text.trim(release);
    }

    /** Share with which the step is done, such as {@code 25%}; empty for the end of the release. */
    public String getUntil() {
        return until;
    }

    @DataBoundSetter
    public void setUntil(Object until) {
        this.until = Text.trim(until);
    }

    public List<StepObjective> getObjectives() {
        return new ArrayList<>(objectives);
    }

    @DataBoundSetter
    public void setObjectives(List<StepObjective> objectives) {
        this.objectives = new ArrayList<>(objectives);
    }

    /** The text of an OpenSLO v1 file. */
    public String getOpenSlo() {
        return openSlo;
    }

    @DataBoundSetter
    public void setOpenSlo(String openSlo) {
        this.openSlo = Text.trim(openSlo);
    }

    /** Null for the default probe. */
    public Probe getProbe() {
        return probe;
    }

    @DataBoundSetter
    public void setProbe(Probe probe) {
        this.probe = probe == null || probe.isDefault() ? null : probe;
    }

    @Override
    public boolean isPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(boolean plan) {
        this.plan = plan;
    }

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryRolloutStep_displayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            Object until = arguments.get("until");
            Object what = arguments.getOrDefault("image", arguments.get("release"));
            return what == null ? super.argumentsToString(arguments) : what + (until == null ? "" : " until " + until);
        }

        @POST
        public ListBoxModel doFillRouterItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.CanaryRolloutStep_replicas(), "replicas");
            items.add(Messages.CanaryRolloutStep_httpRoute(), "httpRoute");
            items.add(Messages.CanaryRolloutStep_virtualService(), "virtualService");
            return items;
        }

        @POST
        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.BlueGreenDeployStep_rollback(), "rollback");
            items.add(Messages.BlueGreenDeployStep_hold(), "hold");
            return items;
        }

        @POST
        public ListBoxModel doFillSilenceItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.BlueGreenDeployStep_hold(), "hold");
            items.add(Messages.BlueGreenDeployStep_rollback(), "rollback");
            return items;
        }

        /** May be left out where the folder may use only one. */
        @POST
        @Override
        public FormValidation doCheckNamespace(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String cluster) {
            return Text.trim(value).isEmpty() ? FormValidation.ok() : super.doCheckNamespace(item, value, cluster);
        }

        @POST
        public FormValidation doCheckImage(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String release) {
            return FormChecks.answer(item, () -> StepChecks.canaryImage(value, release));
        }

        @POST
        public FormValidation doCheckPhases(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String interval,
                @QueryParameter String release) {
            return FormChecks.answer(item, () -> StepChecks.phases(value, interval, release));
        }

        @POST
        public FormValidation doCheckInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.duration(value));
        }

        @POST
        public FormValidation doCheckEvery(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.duration(value));
        }

        @POST
        public FormValidation doCheckOpenSlo(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.argument(() -> StepOpenSlo.of(value, "")));
        }

        @POST
        public FormValidation doCheckExpires(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.duration(value));
        }

        @POST
        public FormValidation doCheckTolerance(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.argument(() -> StepChecks.number("tolerance", value)));
        }
    }
}
