package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;

/**
 * A cluster as long as a command needs it.
 *
 * @param name for people
 */
record OpenCluster(KubernetesClusters clusters, KubernetesCluster cluster, String name, String namespace)
        implements AutoCloseable {

    static OpenCluster open(ClusterAccess access, String name, String namespace) {
        KubernetesClusters clusters = new KubernetesClusters();
        return new OpenCluster(clusters, clusters.open(access), name, namespace);
    }

    @Override
    public void close() {
        clusters.close();
    }
}
