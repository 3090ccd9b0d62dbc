package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

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
            access.certificateAuthority(decode(config.getCaCertData()));
        }
        if (config.getClientCertData() != null) {
            access.clientCertificate(decode(config.getClientCertData()), decode(config.getClientKeyData()));
        }
        String token = config.getOauthToken() != null ? config.getOauthToken() : config.getAutoOAuthToken();
        if (token != null) {
            access.token(token);
        }
        return access.build();
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    static ClusterAccess anonymous(String address) {
        return ClusterAccess.to(URI.create(address))
                .timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .build();
    }
}
