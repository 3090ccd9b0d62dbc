package io.jenkins.plugins.rolloutgate.jenkins;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * One cluster as the administrator describes it: where its API server is, how to authenticate, and who may use it.
 *
 * <p>A Pipeline names a cluster and never its address or credentials, so that no job can send a token of the
 * administrator to a server of its own choice.
 */
public class KubernetesCluster implements Describable<KubernetesCluster> {

    private final String name;
    private String serverUrl = "";
    private String caCertificate = "";
    private String credentialsId = "";
    private boolean inCluster;
    private List<FolderAllowance> allowances = new ArrayList<>();

    @DataBoundConstructor
    public KubernetesCluster(String name) {
        this.name = Text.trim(name);
    }

    public String getName() {
        return name;
    }

    /** The address of the API server, {@code https://host:port}; empty for {@link #isInCluster()}. */
    public String getServerUrl() {
        return serverUrl;
    }

    @DataBoundSetter
    public void setServerUrl(String serverUrl) {
        this.serverUrl = Text.trim(serverUrl);
    }

    /** What signs the API server's certificate, as PEM; empty trusts what the Java runtime trusts. */
    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Text.trim(caCertificate);
    }

    /** The id of a secret text that holds a bearer token; looked up again at every use. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Text.trim(credentialsId);
    }

    /** Whether the controller itself runs in this cluster and uses its own service account. */
    public boolean isInCluster() {
        return inCluster;
    }

    @DataBoundSetter
    public void setInCluster(boolean inCluster) {
        this.inCluster = inCluster;
    }

    public List<FolderAllowance> getAllowances() {
        return new ArrayList<>(allowances);
    }

    @DataBoundSetter
    public void setAllowances(List<FolderAllowance> allowances) {
        this.allowances = new ArrayList<>(allowances);
    }

    /**
     * Whether a job directly or indirectly in that folder may use that namespace; without allowances nobody may.
     *
     * @param folderFullName full name of the job's parent, empty at the top level
     */
    public boolean mayUse(String folderFullName, String namespace) {
        return allowances.stream().anyMatch(allowance -> allowance.rule().allows(folderFullName, namespace));
    }

    /** The namespaces that jobs of that folder may use, as the administrator has written them. */
    List<String> namespacesFor(String folderFullName) {
        return allowances.stream()
                .map(FolderAllowance::rule)
                .filter(rule -> rule.covers(folderFullName))
                .flatMap(rule -> rule.namespaces().stream())
                .toList();
    }

    /** Whether jobs of that folder may use anything of it. */
    boolean covers(String folderFullName) {
        return allowances.stream().anyMatch(allowance -> allowance.rule().covers(folderFullName));
    }

    /** The form of a cluster; only an administrator gets answers. */
    @Extension
    public static class DescriptorImpl extends Descriptor<KubernetesCluster> {

        @Override
        public String getDisplayName() {
            return Messages.KubernetesCluster_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String serverUrl, @QueryParameter String credentialsId) {
            StandardListBoxModel items = new StandardListBoxModel();
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return items.includeCurrentValue(credentialsId);
            }
            return items.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StringCredentials.class,
                            URIRequirementBuilder.fromUri(serverUrl).build(),
                            CredentialsMatchers.always())
                    .includeCurrentValue(credentialsId);
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return FormChecks.answer(() -> ClusterChecks.name(value));
        }

        @POST
        public FormValidation doCheckServerUrl(@QueryParameter String value, @QueryParameter boolean inCluster) {
            return FormChecks.answer(() -> ClusterChecks.serverUrl(value, inCluster));
        }

        @POST
        public FormValidation doCheckCaCertificate(@QueryParameter String value) {
            return FormChecks.answer(() -> ClusterChecks.caCertificate(value));
        }
    }
}
