package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The forms of both steps, and how their arguments are read. */
public abstract class BlueGreenStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    private static final Set<String> DURATIONS = Set.of("timeout", "watch", "drain", "scaleDownDelay");

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class);
    }

    /** Lets {@code timeout: 300} be written beside {@code timeout: '5m'}; Pipelines do not turn numbers into text. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> read = new LinkedHashMap<>(arguments);
        DURATIONS.forEach(name -> read.computeIfPresent(
                name, (key, value) -> value instanceof Number number ? number.toString() : value));
        return read;
    }

    @POST
    public ListBoxModel doFillClusterItems(@AncestorInPath Item item, @QueryParameter String cluster) {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.BlueGreenStep_onlyCluster(), "");
        if (FormChecks.mayConfigure(item)) {
            AllowedClusters.configured()
                    .namesFor(AllowedClusters.folderOf(item))
                    .forEach(items::add);
        } else if (!Text.trim(cluster).isEmpty()) {
            items.add(Text.trim(cluster));
        }
        return items;
    }

    @POST
    public FormValidation doCheckNamespace(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String cluster) {
        return FormChecks.answer(
                item,
                () -> StepChecks.namespace(value)
                        .or(() ->
                                AllowedClusters.configured().refusal(AllowedClusters.folderOf(item), cluster, value)));
    }

    @POST
    public FormValidation doCheckApplication(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String blue,
            @QueryParameter String green,
            @QueryParameter String service) {
        return FormChecks.answer(item, () -> StepChecks.application(value, blue, green, service));
    }

    @POST
    public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.answer(item, () -> StepChecks.duration(value));
    }

    @POST
    public FormValidation doCheckWatch(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.answer(item, () -> StepChecks.duration(value));
    }

    @POST
    public FormValidation doCheckDrain(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.answer(item, () -> StepChecks.duration(value));
    }

    @POST
    public FormValidation doCheckScaleDownDelay(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.answer(item, () -> StepChecks.duration(value));
    }
}
