package io.jenkins.plugins.rolloutgate.jenkins;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The administrator's settings: the clusters that releases may go to, where objectives are measured, for whom roles
 * stand, and how long releases are kept.
 *
 * <p>Only an administrator can change them, on the system page or as code; readers on any thread see a whole list.
 */
@Extension
@Symbol("rolloutGate")
public class RolloutGateConfiguration extends GlobalConfiguration {

    static final int KEEP_DAYS = 365;

    private volatile List<KubernetesCluster> clusters = new ArrayList<>();
    private volatile List<MetricServer> metricSources = new ArrayList<>();
    private volatile List<NamedQuery> queries = new ArrayList<>();
    private volatile List<ReleaseRole> roles = new ArrayList<>();
    /** Not null for "keep all": XStream leaves a null out, and the default would come back with the next start. */
    private volatile int keepReleasesDays = KEEP_DAYS;

    private volatile int keepReleasesCount;
    private volatile String attestationCredentialsId = "";

    @SuppressWarnings("this-escape")
    public RolloutGateConfiguration() {
        load();
    }

    public static RolloutGateConfiguration get() {
        return ExtensionList.lookupSingleton(RolloutGateConfiguration.class);
    }

    public List<KubernetesCluster> getClusters() {
        return new ArrayList<>(clusters);
    }

    @DataBoundSetter
    public void setClusters(List<KubernetesCluster> clusters) {
        this.clusters = new ArrayList<>(clusters);
        save();
    }

    /** Where objectives are measured. */
    public List<MetricServer> getMetricSources() {
        return new ArrayList<>(metricSources);
    }

    @DataBoundSetter
    public void setMetricSources(List<MetricServer> metricSources) {
        this.metricSources = new ArrayList<>(metricSources);
        save();
    }

    /** Queries that objectives can name, beside the built-in ones or in their place. */
    public List<NamedQuery> getQueries() {
        return new ArrayList<>(queries);
    }

    @DataBoundSetter
    public void setQueries(List<NamedQuery> queries) {
        this.queries = new ArrayList<>(queries);
        save();
    }

    /** For whom the roles of checklists stand. */
    public List<ReleaseRole> getRoles() {
        return new ArrayList<>(roles);
    }

    @DataBoundSetter
    public void setRoles(List<ReleaseRole> roles) {
        this.roles = new ArrayList<>(roles);
        save();
    }

    /** Days for which a release is kept after its end; 0 keeps all. */
    public Integer getKeepReleasesDays() {
        return keepReleasesDays;
    }

    /** An empty field, which is null here, keeps all. */
    @DataBoundSetter
    public void setKeepReleasesDays(Integer days) {
        keepReleasesDays = limit(days);
        save();
    }

    /** How many releases that are over are kept, the newest of all jobs together; 0 keeps all. */
    public Integer getKeepReleasesCount() {
        return keepReleasesCount;
    }

    /** An empty field, which is null here, keeps all. */
    @DataBoundSetter
    public void setKeepReleasesCount(Integer count) {
        keepReleasesCount = limit(count);
        save();
    }

    private static int limit(Integer number) {
        return number == null ? 0 : Math.max(0, number);
    }

    /** Secret text with the private key, in PEM form, that signs attestations; empty for none. */
    public String getAttestationCredentialsId() {
        return attestationCredentialsId;
    }

    @DataBoundSetter
    public void setAttestationCredentialsId(String id) {
        this.attestationCredentialsId = Text.trim(id);
        save();
    }

    /** Answers an administrator only. */
    @POST
    public ListBoxModel doFillAttestationCredentialsIdItems(@QueryParameter String attestationCredentialsId) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return items.includeCurrentValue(attestationCredentialsId);
        }
        return items.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        Jenkins.get(),
                        StandardCredentials.class,
                        List.of(),
                        CredentialsMatchers.instanceOf(StringCredentials.class))
                .includeCurrentValue(attestationCredentialsId);
    }

    Retention retention() {
        return new Retention(keepReleasesDays, keepReleasesCount);
    }

    /** The cluster of that name; without a name the only one, when there is exactly one. */
    public Optional<KubernetesCluster> cluster(String name) {
        return cluster(clusters, name);
    }

    static Optional<KubernetesCluster> cluster(List<KubernetesCluster> clusters, String name) {
        if (Text.trim(name).isEmpty()) {
            return clusters.size() == 1 ? Optional.of(clusters.get(0)) : Optional.empty();
        }
        return clusters.stream()
                .filter(cluster -> cluster.getName().equals(Text.trim(name)))
                .findFirst();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) {
        List<KubernetesCluster> clustersBefore = clusters;
        List<MetricServer> sourcesBefore = metricSources;
        List<NamedQuery> queriesBefore = queries;
        List<ReleaseRole> rolesBefore = roles;
        boolean done = false;
        try (BulkChange change = new BulkChange(this)) {
            // Stapler does not call the setter of a list that the administrator has emptied.
            clusters = new ArrayList<>();
            metricSources = new ArrayList<>();
            queries = new ArrayList<>();
            roles = new ArrayList<>();
            request.bindJSON(this, json);
            change.commit();
            done = true;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!done) {
                // A form that cannot be read must not leave running releases without their cluster.
                clusters = clustersBefore;
                metricSources = sourcesBefore;
                queries = queriesBefore;
                roles = rolesBefore;
            }
        }
    }

    @Override
    public String getDisplayName() {
        return Messages.RolloutGateConfiguration_displayName();
    }
}
