package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.kubernetes.KubernetesSource;
import io.jenkins.plugins.rolloutgate.run.Baselines;
import io.jenkins.plugins.rolloutgate.run.Metrics;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metric sources of one release: those that its folder may use, by the configuration and the credentials of now, and
 * the release's own cluster, in its own namespace; and the baselines that were captured for it.
 *
 * @param cluster empty for a verification without one
 */
record FolderMetrics(
        String folder,
        CredentialLookup credentials,
        Optional<KubernetesCluster> cluster,
        String namespace,
        Baselines baselines)
        implements Metrics {

    /** Asked for each look, so that a changed address or token is picked up by the next one. */
    @Override
    public Map<String, MetricSource> sources() {
        Map<String, MetricSource> sources = new HashMap<>();
        for (MetricServer server : AllowedSources.in(folder).servers()) {
            sources.put(server.getName(), new Lazy(server, credentials));
        }
        cluster.ifPresent(own -> sources.put(QueryCatalogue.KUBERNETES, kubernetes(own)));
        return sources;
    }

    /**
     * One source by its name.
     *
     * @throws AbortException if the folder has none of that name
     */
    static MetricSource source(String folder, CredentialLookup credentials, String name) throws AbortException {
        for (MetricServer server : AllowedSources.in(folder).servers()) {
            if (server.getName().equals(name)) {
                return new Lazy(server, credentials);
            }
        }
        throw new AbortException("metric source " + name + " is none that jobs in this folder may use: an administrator"
                + " can add it, or allow it to the folder, under Manage Jenkins, System, Rollout Gate");
    }

    private MetricSource kubernetes(KubernetesCluster own) {
        return new KubernetesSource(
                QueryCatalogue.KUBERNETES, new InNamespace(own, namespace), own, InstantSource.system());
    }

    @Override
    public List<Sample> baseline(Objective objective) {
        return baselines.samples(objective);
    }

    /** Logs in when it is first asked in a look. */
    private static final class Lazy implements MetricSource {
        private final MetricServer server;
        private final CredentialLookup credentials;
        private MetricSource open;

        Lazy(MetricServer server, CredentialLookup credentials) {
            this.server = server;
            this.credentials = credentials;
        }

        @Override
        @SuppressWarnings("try")
        public synchronized List<Series> query(String query) throws MetricException {
            if (open == null) {
                try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                    open = MetricLogin.open(server, credentials);
                }
            }
            return open.query(query);
        }
    }

    /** A query names its namespace; a job may only see the one that it was allowed. */
    private record InNamespace(PodUsage all, String namespace) implements PodUsage {
        @Override
        public List<Usage> usage(String asked, String deployment) throws ClusterException {
            if (!asked.equals(namespace)) {
                throw new ClusterException(
                        ClusterException.Problem.DENIED,
                        "only namespace " + namespace + " of this release can be measured, not " + asked);
            }
            return all.usage(asked, deployment);
        }
    }
}
