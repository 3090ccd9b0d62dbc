package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code verifySlo}: looks at objectives for a while, and says whether they were met all the time.
 *
 * <p>Empty means "not given"; {@link VerifyArguments} knows the defaults.
 */
public class VerifySloStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private static final String UNSTABLE = "unstable";

    private final List<StepObjective> objectives;
    private String cluster = "";
    private String onFailure = "fail";
    private String namespace = "";
    private String application = "";
    private String deployment = "";
    private String service = "";
    private String during = "";
    private String every = "";
    private String source = "";

    @DataBoundConstructor
    public VerifySloStep(List<StepObjective> objectives) {
        this.objectives = objectives == null ? new ArrayList<>() : new ArrayList<>(objectives);
    }

    @Override
    VerifySpec spec(String folder, String entry, boolean body) {
        if (!onFailure.equals("fail") && !onFailure.equals(UNSTABLE)) {
            throw new IllegalArgumentException("onFailure must be fail or unstable, not '" + onFailure + "'");
        }
        VerifyArguments arguments = new VerifyArguments()
                .cluster(entry)
                .namespace(namespace)
                .application(application)
                .deployment(deployment)
                .service(service)
                .during(during)
                .every(every);
        objectives.forEach(objective -> arguments.objective(objective.arguments()));
        return arguments.spec(AllowedSources.in(folder).catalogue(source));
    }

    /** Only what the Kubernetes API measures needs one. */
    @Override
    Optional<KubernetesCluster> chooseCluster(String folder, ReleaseSpec spec) throws AbortException {
        boolean needed = AllowedSources.objectives(spec).stream()
                .anyMatch(objective -> objective.indicator().source().equals(QueryCatalogue.KUBERNETES));
        return needed || !cluster.isEmpty() ? super.chooseCluster(folder, spec) : Optional.empty();
    }

    @Override
    StepEnd end(ReleaseReport report, String url) {
        boolean met = report.standing().status().name().equals(Outcome.PASSED.name());
        return new StepEnd(
                new VerificationResult(report, url),
                met ? "" : report.standing().title() + ": " + report.standing().sentence(),
                onFailure.equals(UNSTABLE));
    }

    public List<StepObjective> getObjectives() {
        return new ArrayList<>(objectives);
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

    /** {@code fail} or {@code unstable}. */
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Text.or(onFailure, "fail").toLowerCase(Locale.ROOT);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Text.trim(namespace);
    }

    /** What is verified, for people and for queries. */
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

    /** How long the objectives must be met. */
    public String getDuring() {
        return during;
    }

    @DataBoundSetter
    public void setDuring(String during) {
        this.during = Text.trim(during);
    }

    /** Time between two looks. */
    public String getEvery() {
        return every;
    }

    @DataBoundSetter
    public void setEvery(String every) {
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

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {

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

        @POST
        public FormValidation doCheckDuring(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.duration(value));
        }

        @POST
        public FormValidation doCheckEvery(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.duration(value));
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
