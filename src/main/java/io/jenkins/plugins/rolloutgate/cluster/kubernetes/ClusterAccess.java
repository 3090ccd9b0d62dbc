package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a cluster is and as whom to talk to it. Equal when it says the same, so that equal accesses share connections;
 * token suppliers are the same only if they are one object.
 *
 * <p>Holds credentials: never print or store it. Reads no file, environment or system property by itself.
 */
public final class ClusterAccess {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final Duration PING = Duration.ofSeconds(10);

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final Config config;
    private final List<Object> identity;

    private ClusterAccess(Config config, List<Object> identity) {
        this.config = config;
        this.identity = identity;
    }

    /** Begins with the API server's URL. */
    public static Builder to(URI apiServer) {
        return new Builder(apiServer);
    }

    /**
     * The cluster in whose pod this process runs, as the pod's service account.
     *
     * @throws IllegalStateException if this process runs in no pod
     */
    public static ClusterAccess inCluster() {
        String host = System.getenv("KUBERNETES_SERVICE_HOST");
        String port = System.getenv("KUBERNETES_SERVICE_PORT");
        if (host == null || port == null || !Files.isReadable(SERVICE_ACCOUNT.resolve("token"))) {
            throw new IllegalStateException(
                    "this process runs in no pod with a service account: give the API server's address instead");
        }
        return to(URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port))
                .certificateAuthority(text("ca.crt"))
                .token(InClusterToken.INSTANCE)
                .build();
    }

    /** Read anew for every request, because the kubelet replaces the file. */
    private enum InClusterToken implements Supplier<String> {
        INSTANCE;

        @Override
        public String get() {
            return text("token").strip();
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(SERVICE_ACCOUNT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the configuration over; copying one that came from a kubeconfig would read the kubeconfig again. */
    static ClusterAccess of(Config config, List<Object> identity) {
        // The client would repeat a PATCH ten times; whether to try again is decided above.
        config.setRequestRetryBackoffLimit(0);
        // Over HTTP/2 this notices a dead connection.
        config.setWebsocketPingInterval(PING.toMillis());
        config.setUserAgent("rollout-gate");
        return new ClusterAccess(config, identity);
    }

    Config config() {
        return config;
    }

    /** The API server's address. */
    public String address() {
        return config.getMasterUrl();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterAccess access && access.identity.equals(identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    @Override
    public String toString() {
        return address();
    }

    /** Says how; without any credentials the access is anonymous. */
    public static final class Builder {
        private final ConfigBuilder config = new ConfigBuilder(Config.empty()).withAutoConfigure(false);
        private final List<Object> identity = new ArrayList<>();

        private Builder(URI apiServer) {
            config.withMasterUrl(apiServer.toString());
            timeouts(CONNECT_TIMEOUT, REQUEST_TIMEOUT);
            identity.add(apiServer);
        }

        /**
         * CA certificates in PEM form, trusted beside the authorities of the Java runtime.
         *
         * @throws IllegalArgumentException if they cannot be read, which the client would pass over in silence
         */
        public Builder certificateAuthority(String pem) {
            try {
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                        .iterator()
                        .next();
            } catch (CertificateException | NoSuchElementException e) {
                throw new IllegalArgumentException("cannot read the CA certificate: give it in PEM form", e);
            }
            config.withCaCertData(pem);
            return with("ca", pem);
        }

        public Builder token(String token) {
            config.withOauthToken(token);
            return with("token", token);
        }

        /** Asked for each request, and once more when the API server refuses; must be quick. */
        public Builder token(Supplier<String> token) {
            config.withOauthTokenProvider(token::get);
            return with("token", token);
        }

        /** Certificate and private key in PEM form. */
        public Builder clientCertificate(String certificate, String key) {
            config.withClientCertData(certificate)
                    .withClientKeyData(key)
                    .withClientKeyAlgo(Config.getKeyAlgorithm(null, key));
            return with("certificate", certificate, key);
        }

        public Builder password(String user, String password) {
            config.withUsername(user).withPassword(password);
            return with("password", user, password);
        }

        /** For connecting, and for a request with its answer. */
        public Builder timeouts(Duration connect, Duration request) {
            config.withConnectionTimeout((int) connect.toMillis()).withRequestTimeout((int) request.toMillis());
            return with("timeouts", connect, request);
        }

        /** An HTTP or SOCKS proxy, as {@code http://host:port}. */
        public Builder proxy(URI proxy, Optional<String> user, Optional<String> password) {
            config.withHttpProxy(proxy.toString())
                    .withHttpsProxy(proxy.toString())
                    .withProxyUsername(user.orElse(null))
                    .withProxyPassword(password.orElse(null));
            return with("proxy", proxy, user, password);
        }

        private Builder with(Object... said) {
            identity.add(List.of(said));
            return this;
        }

        public ClusterAccess build() {
            return of(config.build(), List.copyOf(identity));
        }
    }
}
