package io.jenkins.plugins.rolloutgate.jenkins;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Says how to talk to a cluster of the administrator on behalf of a job.
 *
 * <p>The token is looked up by the id in the entry at every start and resume: first as the build sees it, so that a
 * folder may have its own identity under that id, then in the administrator's own store. It may have to be fetched from
 * elsewhere, so this is not for threads that must not block.
 */
final class ClusterLogin {

    private ClusterLogin() {}

    /**
     * For a build, or for a job whose build is gone.
     *
     * @throws AbortException in one line, if the entry cannot be used as it is
     */
    static ClusterAccess of(KubernetesCluster entry, Optional<Run<?, ?>> run, Optional<Item> item)
            throws AbortException {
        if (entry.isInCluster()) {
            return inCluster(entry);
        }
        Optional<String> problem = ClusterChecks.serverUrl(entry.getServerUrl(), false)
                .or(() -> ClusterChecks.caCertificate(entry.getCaCertificate()));
        if (problem.isPresent()) {
            throw new AbortException("cluster " + entry.getName() + " is not set up right: " + problem.get());
        }
        ClusterAccess.Builder access = ClusterAccess.to(URI.create(entry.getServerUrl()));
        if (!entry.getCaCertificate().isEmpty()) {
            access.certificateAuthority(entry.getCaCertificate());
        }
        if (!entry.getCredentialsId().isEmpty()) {
            access.token(token(entry, run, item));
        }
        return access.build();
    }

    private static ClusterAccess inCluster(KubernetesCluster entry) throws AbortException {
        try {
            return ClusterAccess.inCluster();
        } catch (IllegalStateException e) {
            throw new AbortException("cluster " + entry.getName() + ": " + e.getMessage());
        }
    }

    private static String token(KubernetesCluster entry, Optional<Run<?, ?>> run, Optional<Item> item)
            throws AbortException {
        List<DomainRequirement> where =
                URIRequirementBuilder.fromUri(entry.getServerUrl()).build();
        String id = entry.getCredentialsId();
        StringCredentials found = run.isPresent()
                ? CredentialsProvider.findCredentialById(id, StringCredentials.class, run.get(), where)
                : item.isPresent()
                        ? CredentialsProvider.findCredentialByIdInItem(
                                id, StringCredentials.class, item.get(), ACL.SYSTEM2, where)
                        : null;
        if (found == null) {
            found = CredentialsProvider.findCredentialByIdInItemGroup(
                    id, StringCredentials.class, Jenkins.get(), ACL.SYSTEM2, where);
        }
        if (found == null) {
            throw new AbortException("cluster " + entry.getName() + " names credentials " + id
                    + " that do not exist as secret text: an administrator can choose others in its entry");
        }
        if (run.isPresent()) {
            CredentialsProvider.track(run.get(), found);
        }
        return found.getSecret().getPlainText();
    }
}
