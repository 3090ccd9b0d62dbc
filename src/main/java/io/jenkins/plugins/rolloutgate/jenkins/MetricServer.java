package io.jenkins.plugins.rolloutgate.jenkins;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * One metric source as the administrator describes it: where it is, how to authenticate, and who may use it.
 *
 * <p>A Pipeline names a source and never its address or credentials, so that no job can have the controller send anything to
 * a server of its own choice.
 */
public class MetricServer implements Describable<MetricServer> {
    static final String PROMETHEUS = "prometheus";
    static final String JSON = "json";

    private final String name;
    private final String kind;
    private final String url;
    private String credentialsId = "";
    private String caCertificate = "";
    private String folders = "";

    @DataBoundConstructor
    public MetricServer(String name, String kind, String url) {
        this.name = Text.trim(name);
        this.kind = Text.or(kind, PROMETHEUS).toLowerCase(Locale.ROOT);
        this.url = Text.trim(url);
    }

    public String getName() {
        return name;
    }

    /** {@value #PROMETHEUS}, also for what speaks its API, or {@value #JSON}. */
    public String getKind() {
        return kind;
    }

    public String getUrl() {
        return url;
    }

    /** The id of a secret text (bearer token), a user name with password, or a certificate; looked up at every use. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Text.trim(credentialsId);
    }

    /** What signs the server's certificate, as PEM, beside what the Java runtime trusts. */
    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Text.trim(caCertificate);
    }

    /** Full names of folders, one in a line; {@code *} for every job; empty for nobody. */
    public String getFolders() {
        return folders;
    }

    @DataBoundSetter
    public void setFolders(String folders) {
        this.folders = Text.trim(folders);
    }

    /** Whether jobs directly or indirectly in that folder may use it. */
    boolean covers(String folderFullName) {
        return folders.lines()
                .anyMatch(folder -> NamespaceRule.of(folder, NamespaceRule.ANY).covers(folderFullName));
    }

    /** The form of a metric source; only an administrator gets answers. */
    @Extension
    public static class DescriptorImpl extends Descriptor<MetricServer> {

        @Override
        public String getDisplayName() {
            return Messages.MetricServer_displayName();
        }

        @POST
        public ListBoxModel doFillKindItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.MetricServer_prometheus(), PROMETHEUS);
            items.add(Messages.MetricServer_json(), JSON);
            return items;
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String url, @QueryParameter String credentialsId) {
            StandardListBoxModel items = new StandardListBoxModel();
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return items.includeCurrentValue(credentialsId);
            }
            return items.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StandardCredentials.class,
                            URIRequirementBuilder.fromUri(url).build(),
                            CredentialsMatchers.anyOf(
                                    CredentialsMatchers.instanceOf(StringCredentials.class),
                                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                                    CredentialsMatchers.instanceOf(StandardCertificateCredentials.class)))
                    .includeCurrentValue(credentialsId);
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return FormChecks.answer(() -> MetricChecks.name(value));
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value, @QueryParameter String credentialsId) {
            return FormChecks.answer(() -> MetricChecks.url(value, credentialsId));
        }

        @POST
        public FormValidation doCheckCaCertificate(@QueryParameter String value) {
            return FormChecks.answer(() -> ClusterChecks.caCertificate(value));
        }

        @POST
        public FormValidation doCheckFolders(@QueryParameter String value) {
            return FormChecks.answer(() -> MetricChecks.folders(value));
        }

        /** Asks the server something harmless, as the form describes it. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String kind,
                @QueryParameter String url,
                @QueryParameter String caCertificate,
                @QueryParameter String credentialsId) {
            if (!FormChecks.mayConfigure(null)) {
                return FormValidation.ok();
            }
            MetricServer server = new MetricServer(name, kind, url);
            server.setCaCertificate(caCertificate);
            server.setCredentialsId(credentialsId);
            try {
                return FormValidation.ok(MetricLogin.test(server));
            } catch (MetricException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
