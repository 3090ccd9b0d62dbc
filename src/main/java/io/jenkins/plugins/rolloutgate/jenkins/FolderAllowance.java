package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Lets the jobs below one folder use some namespaces of a cluster. */
public class FolderAllowance implements Describable<FolderAllowance> {

    private final String folder;
    private final String namespaces;

    @DataBoundConstructor
    public FolderAllowance(String folder, String namespaces) {
        this.folder = Text.trim(folder);
        this.namespaces = Text.trim(namespaces);
    }

    public String getFolder() {
        return folder;
    }

    /** Names separated by spaces, commas or line ends. */
    public String getNamespaces() {
        return namespaces;
    }

    NamespaceRule rule() {
        return NamespaceRule.of(folder, namespaces);
    }

    /** The form of an allowance; only an administrator gets answers. */
    @Extension
    public static class DescriptorImpl extends Descriptor<FolderAllowance> {

        @Override
        public String getDisplayName() {
            return Messages.FolderAllowance_displayName();
        }

        @POST
        public FormValidation doCheckFolder(@QueryParameter String value) {
            return FormChecks.answer(() -> ClusterChecks.folder(value));
        }

        @POST
        public FormValidation doCheckNamespaces(@QueryParameter String value) {
            return FormChecks.answer(() -> ClusterChecks.namespaces(value));
        }
    }
}
