package io.jenkins.plugins.rolloutgate.playground;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import org.junit.jupiter.api.Assumptions;

/** Keeps the contract honest: kube-apiserver itself must pass it. */
class RealApiContractTest extends ApiContract {
    private final TestCluster cluster = TestCluster.shared();
    private final String namespace = cluster.newNamespace();

    RealApiContractTest() {
        Assumptions.assumeTrue(cluster.isReal(), "only the playground is there, which has its own test");
    }

    @Override
    KubernetesClient client() {
        return cluster.client();
    }

    @Override
    String namespace() {
        return namespace;
    }
}
