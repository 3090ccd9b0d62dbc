package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A step that measures for a while and moves no traffic.
 *
 * <p>Empty means "not given"; {@link VerifyArguments} knows the defaults.
 */
public abstract class MeasuringStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private final List<StepObjective> objectives = new ArrayList<>();
    private String openSlo = "";
    private String cluster = "";
    private String namespace = "";
    private String application = "";
    private String deployment = "";
    private String service = "";
    private String during = "";
    private String every = "";
    private String source = "";

    @Override
    VerifySpec spec(String folder, String entry, boolean body) {
        VerifyArguments arguments = new VerifyArguments()
                .cluster(entry)
                .namespace(namespace)
                .application(application)
                .deployment(deployment)
                .service(service)
                .during(during)
                .every(every);
        objectives.forEach(objective -> arguments.objective(objective.arguments()));
        StepOpenSlo.of(openSlo, source).objectives().forEach(arguments::objective);
        complete(arguments);
        return arguments.spec(AllowedSources.in(folder).catalogue(source));
    }

    /**
     * Adds what only this step has.
     *
     * @throws IllegalArgumentException naming the argument that is wrong
     */
    abstract void complete(VerifyArguments arguments);

    @Override
    List<String> notes() {
        return StepOpenSlo.of(openSlo, source).notes();
    }

    /** Only what the Kubernetes API measures needs one. */
    @Override
    Optional<KubernetesCluster> chooseCluster(String folder, ReleaseSpec spec) throws AbortException {
        boolean needed = AllowedSources.objectives(spec).stream()
                .anyMatch(objective -> objective.indicator().source().equals(QueryCatalogue.KUBERNETES));
        return needed || !cluster.isEmpty() ? super.chooseCluster(folder, spec) : Optional.empty();
    }

    /** What the step makes of what was found, and whether it goes on in spite of it. */
    static StepEnd end(ReleaseReport report, String url, boolean unstable) {
        boolean met = report.standing().status().name().equals(Outcome.PASSED.name());
        return new StepEnd(
                new VerificationResult(report, url),
                met ? "" : report.standing().title() + ": " + report.standing().sentence(),
                unstable);
    }

    public List<StepObjective> getObjectives() {
        return new ArrayList<>(objectives);
    }

    final void take(List<StepObjective> given) {
        objectives.clear();
        objectives.addAll(given == null ? List.of() : given);
    }

    /** The text of an OpenSLO v1 file. */
    public String getOpenSlo() {
        return openSlo;
    }

    @DataBoundSetter
    public void setOpenSlo(String openSlo) {
        this.openSlo = Text.trim(openSlo);
    }

    /** Only for what the Kubernetes API measures. */
    @Override
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Text.trim(cluster);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Text.trim(namespace);
    }

    /** What is measured, for people and for queries. */
    public String getApplication() {
        return application;
    }

    @DataBoundSetter
    public void setApplication(String application) {
        this.application = Text.trim(application);
    }

    public String getDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(String deployment) {
        this.deployment = Text.trim(deployment);
    }

    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Text.trim(service);
    }

    /** How long it is measured. */
    public String getDuring() {
        return during;
    }

    @DataBoundSetter
    public void setDuring(Object during) {
        this.during = Text.trim(during);
    }

    /** Time between two looks. */
    public String getEvery() {
        return every;
    }

    @DataBoundSetter
    public void setEvery(Object every) {
        this.every = Text.trim(every);
    }

    /** Stands in for the metric source of the built-in queries. */
    public String getSource() {
        return source;
    }

    @DataBoundSetter
    public void setSource(String source) {
        this.source = Text.trim(source);
    }

    /** The forms of these steps. */
    public abstract static class MeasuringStepDescriptor extends ReleaseStepDescriptor {

        @POST
        public FormValidation doCheckDuring(@AncestorInPath Item item, @QueryParameter String value) {
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

        /** Here it is only for queries, and may be left out. */
        @POST
        @Override
        public FormValidation doCheckNamespace(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String cluster) {
            return FormValidation.ok();
        }
    }
}
