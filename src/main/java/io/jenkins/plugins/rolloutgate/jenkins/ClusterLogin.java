package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import java.net.URI;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Says how to talk to a cluster of the administrator on behalf of a job.
 *
 * <p>The token is looked up by the id in the entry at every start and resume, so this is not for threads that must not
 * block.
 */
final class ClusterLogin {

    private ClusterLogin() {}

    /**
     * For whoever may use the entry.
     *
     * @throws AbortException in one line, if the entry cannot be used as it is
     */
    static ClusterAccess of(KubernetesCluster entry, CredentialLookup credentials) throws AbortException {
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
            access.token(token(entry, credentials));
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

    private static String token(KubernetesCluster entry, CredentialLookup credentials) throws AbortException {
        String id = entry.getCredentialsId();
        StringCredentials found = credentials
                .find(id, StringCredentials.class, entry.getServerUrl())
                .orElseThrow(() -> new AbortException("cluster " + entry.getName() + " names credentials " + id
                        + " that do not exist as secret text: an administrator can choose others in its entry"));
        credentials.track(found);
        return found.getSecret().getPlainText();
    }
}
