package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of all steps have in common, and how their arguments are read. */
public abstract class ReleaseStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    /** Objectives may be the only argument, written without its name. */
    private static final Set<String> OBJECTIVES = Set.of("objectives", "<anonymous>");

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class);
    }

    /** Lets an objective be written as a mere text, and numbers in it as such. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> read = new LinkedHashMap<>(arguments);
        OBJECTIVES.forEach(name ->
                read.computeIfPresent(name, (key, value) -> value instanceof List<?> list ? objectives(list) : value));
        return read;
    }

    private static Object text(Object value) {
        return value instanceof Number number ? number.toString() : value;
    }

    private static List<Object> objectives(List<?> given) {
        List<Object> read = new ArrayList<>();
        for (Object one : given) {
            if (one instanceof CharSequence text) {
                read.add(Map.of("objective", text.toString()));
            } else if (one instanceof Map<?, ?> map) {
                Map<Object, Object> texts = new LinkedHashMap<>();
                map.forEach((name, value) -> texts.put(name, text(value)));
                read.add(texts);
            } else {
                read.add(one);
            }
        }
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
    public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.answer(item, () -> StepChecks.duration(value));
    }

    @POST
    public FormValidation doCheckScaleDownDelay(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.answer(item, () -> StepChecks.duration(value));
    }
}
