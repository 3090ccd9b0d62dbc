package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Item;
import hudson.util.FormValidation;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The forms of both steps, and how their arguments are read. */
public abstract class BlueGreenStepDescriptor extends ReleaseStepDescriptor {

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
    public FormValidation doCheckWatch(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.answer(item, () -> StepChecks.duration(value));
    }

    @POST
    public FormValidation doCheckDrain(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.answer(item, () -> StepChecks.duration(value));
    }
}
