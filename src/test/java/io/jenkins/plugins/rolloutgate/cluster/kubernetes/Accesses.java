package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.time.Duration;

/** Ways to say how to reach the cluster of the tests. */
final class Accesses {
    private Accesses() {}

    static ClusterAccess of(Config config) {
        return at(config.getMasterUrl(), config);
    }

    /** With the credentials for one address, at another one. */
    static ClusterAccess at(String address, Config config) {
        ClusterAccess.Builder access =
                ClusterAccess.to(URI.create(address)).timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
        if (config.getCaCertData() != null) {
            access.certificateAuthority(config.getCaCertData());
        }
        if (config.getClientCertData() != null) {
            access.clientCertificate(config.getClientCertData(), config.getClientKeyData());
        }
        String token = config.getOauthToken() != null ? config.getOauthToken() : config.getAutoOAuthToken();
        if (token != null) {
            access.token(token);
        }
        return access.build();
    }

    static ClusterAccess anonymous(String address) {
        return ClusterAccess.to(URI.create(address))
                .timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .build();
    }
}
