package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code blueGreenDeploy}: brings an image live on the idle colour. */
public class BlueGreenDeployStep extends BlueGreenStep {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "blueGreenDeploy";

    private final String image;
    private String previewService = "";
    private String container = "";
    private String onFailure = "rollback";
    private boolean force;
    private boolean allowTemplateDifferences;

    @DataBoundConstructor
    public BlueGreenDeployStep(String namespace, String image) {
        super(namespace);
        this.image = Text.trim(image);
    }

    @Override
    Mode mode() {
        return Mode.DEPLOY;
    }

    @Override
    BlueGreenArguments arguments() {
        return super.arguments()
                .image(image)
                .previewService(previewService)
                .container(container)
                .onFailure(onFailure)
                .force(force)
                .allowTemplateDifferences(allowTemplateDifferences);
    }

    public String getImage() {
        return image;
    }

    public String getPreviewService() {
        return previewService;
    }

    @DataBoundSetter
    public void setPreviewService(String previewService) {
        this.previewService = Text.trim(previewService);
    }

    public String getContainer() {
        return container;
    }

    @DataBoundSetter
    public void setContainer(String container) {
        this.container = Text.trim(container);
    }

    /** {@code rollback} or {@code hold}. */
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Text.or(onFailure, "rollback").toLowerCase(Locale.ROOT);
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

    /** How Pipelines call it. */
    @Extension
    public static class DescriptorImpl extends BlueGreenStepDescriptor {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.BlueGreenDeployStep_displayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            Object image = arguments.get("image");
            return image == null ? super.argumentsToString(arguments) : image + " in " + arguments.get("namespace");
        }

        @POST
        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.BlueGreenDeployStep_rollback(), "rollback");
            items.add(Messages.BlueGreenDeployStep_hold(), "hold");
            return items;
        }

        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.answer(item, () -> StepChecks.image(value));
        }
    }
}
