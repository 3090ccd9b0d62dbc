package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    /** A server's certificate for one day from the start, with the authority that signed it. */
    private KeyStore certificate(String start, String name) throws Exception {
        keytool("-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-startdate", "-20d", "-validity", "30");
        keytool(
                "-alias",
                "server",
                "-dname",
                "CN=api",
                "-ext",
                "SAN=" + name,
                "-startdate",
                start,
                "-validity",
                "1",
                "-signer",
                "ca");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys().toString()));
        command.addAll(List.of(arguments));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private Path keys() {
        return directory.resolve("keys");
    }

    private static HttpsServer serve(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
        return server;
    }

    private static String pem(Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static String failure(KeyStore keys, boolean trusted) throws Exception {
        HttpsServer server = serve(keys);
        try (KubernetesClusters clusters = new KubernetesClusters()) {
            ClusterAccess.Builder access = ClusterAccess.to(URI.create(
                            "https://127.0.0.1:" + server.getAddress().getPort()))
                    .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
            if (trusted) {
                access.certificateAuthority(pem(keys.getCertificate("ca")));
            }
            KubernetesCluster cluster = clusters.open(access.build());
            ObjectRef any = new ObjectRef(Kind.SERVICE, "shop", "shop-active");
            return catchThrowableOfType(ClusterException.class, () -> cluster.read(any))
                    .getMessage();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldSayThatTheCertificateHasExpired() throws Exception {
        assertThat(failure(certificate("-10d", "IP:127.0.0.1"), true))
                .startsWith("cannot get service shop/shop-active: the certificate of https://127.0.0.1:")
                .endsWith(" has expired: renew it, or correct this machine's clock");
    }

    @Test
    void shouldSayThatTheAuthorityIsUnknown() throws Exception {
        assertThat(failure(certificate("-1H", "IP:127.0.0.1"), false))
                .endsWith(" is of an unknown authority: give the cluster's CA certificate");
    }

    @Test
    void shouldSayThatTheCertificateIsForAnotherHost() throws Exception {
        assertThat(failure(certificate("-1H", "DNS:api.example"), true))
                .endsWith(" is for another host: use the name that stands in it");
    }

    @Test
    void shouldSayThatTheGivenAuthorityCannotBeRead() {
        ClusterAccess.Builder access = ClusterAccess.to(URI.create("https://127.0.0.1:1"));

        assertThatThrownBy(() -> access.certificateAuthority("nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read the CA certificate: give it in PEM form");
    }

    @Test
    void shouldSayThatTheKeyCannotBeUsed() throws Exception {
        String certificate = pem(certificate("-1H", "IP:127.0.0.1").getCertificate("ca"));
        ClusterAccess access = ClusterAccess.to(URI.create("https://127.0.0.1:1"))
                .clientCertificate(certificate, "nonsense")
                .build();
        try (KubernetesClusters clusters = new KubernetesClusters()) {
            assertThatThrownBy(() -> clusters.open(access))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("cannot use the credentials for https://127.0.0.1:1/: ")
                    .hasMessageNotContaining("\n");
        }
    }
}
