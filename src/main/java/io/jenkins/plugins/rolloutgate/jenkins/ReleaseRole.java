package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** For whom a role of checklists and sign-offs stands, everywhere or below one folder. */
public class ReleaseRole implements Describable<ReleaseRole> {
    private final String name;
    private final String members;
    private String folder = "";

    @DataBoundConstructor
    public ReleaseRole(String name, String members) {
        this.name = Text.trim(name);
        this.members = Text.trim(members);
    }

    public String getName() {
        return name;
    }

    /** Ids of users and groups, separated by commas or line ends. */
    public String getMembers() {
        return members;
    }

    /** Full name of a folder; empty for everywhere. */
    public String getFolder() {
        return folder;
    }

    @DataBoundSetter
    public void setFolder(String folder) {
        this.folder = Text.trim(folder);
    }

    List<String> people() {
        return Arrays.stream(members.split("[,\\n]"))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .toList();
    }

    boolean appliesTo(String role, String jobFolder) {
        boolean here = folder.isEmpty() || (jobFolder + "/").startsWith(folder + "/");
        return here && name.equalsIgnoreCase(role.strip());
    }

    /**
     * Who stands for a role in a folder; the most specific folder decides. Empty where nobody has said it.
     *
     * @param jobFolder full name of the folder that the job is in
     */
    static Optional<List<String>> members(List<ReleaseRole> roles, String role, String jobFolder) {
        return roles.stream()
                .filter(entry -> entry.appliesTo(role, jobFolder))
                .max((one, other) -> Integer.compare(one.folder.length(), other.folder.length()))
                .map(ReleaseRole::people);
    }

    /** The form of a role; only an administrator gets answers. */
    @Extension
    public static class DescriptorImpl extends Descriptor<ReleaseRole> {

        @Override
        public String getDisplayName() {
            return Messages.ReleaseRole_displayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return FormChecks.answer(() ->
                    Text.trim(value).isEmpty() ? Optional.of("Name the role, such as Tech lead.") : Optional.empty());
        }

        @POST
        public FormValidation doCheckMembers(@QueryParameter String value) {
            return FormChecks.answer(() -> new ReleaseRole("", value).people().isEmpty()
                    ? Optional.of("Name users or groups: without any, nobody may answer for the role.")
                    : Optional.empty());
        }

        @POST
        public FormValidation doCheckFolder(@QueryParameter String value) {
            return FormChecks.answer(() -> Text.trim(value).isEmpty() ? Optional.empty() : ClusterChecks.folder(value));
        }
    }
}
