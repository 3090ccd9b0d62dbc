package io.jenkins.plugins.rolloutgate.testcluster;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.ClusterAccess;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Opens the cluster of the tests through the port, as production code does. */
public final class TestAccess {
    private static final KubernetesClusters CLUSTERS = new KubernetesClusters();

    private TestAccess() {}

    public static Cluster cluster(TestCluster cluster) {
        return CLUSTERS.open(access(cluster.config()));
    }

    public static ClusterAccess access(Config config) {
        ClusterAccess.Builder access = ClusterAccess.to(URI.create(config.getMasterUrl()));
        if (config.getCaCertData() != null) {
            access.certificateAuthority(plain(config.getCaCertData()));
        }
        if (config.getClientCertData() != null) {
            access.clientCertificate(plain(config.getClientCertData()), plain(config.getClientKeyData()));
        }
        return access.build();
    }

    private static String plain(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
