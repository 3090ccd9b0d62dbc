package io.jenkins.plugins.rolloutgate.metrics.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpEndpointTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    private KeyStore keys;
    private HttpsServer server;

    /** A server that asks its clients for a certificate of the same authority. */
    @BeforeEach
    void start() throws Exception {
        keytool("-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c");
        keytool("-alias", "server", "-dname", "CN=server", "-ext", "SAN=IP:127.0.0.1", "-signer", "ca");
        keytool("-alias", "client", "-dname", "CN=client", "-signer", "ca");
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("keys"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("server", key("server"), PASSWORD.toCharArray(), keys.getCertificateChain("server"));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManager trust =
                Pem.trust(pem("CERTIFICATE", keys.getCertificate("ca").getEncoded()));
        context.init(managers.getKeyManagers(), new TrustManager[] {trust}, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(true);
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-startdate",
                "-1d",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                directory.resolve("keys").toString()));
        command.addAll(List.of(arguments));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private Key key(String alias) throws Exception {
        return keys.getKey(alias, PASSWORD.toCharArray());
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }

    private String chain(String alias) throws Exception {
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : keys.getCertificateChain(alias)) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return chain.toString();
    }

    private HttpEndpoint.Builder endpoint() {
        return HttpEndpoint.to("https://127.0.0.1:" + server.getAddress().getPort())
                .attempts(1, Duration.ZERO);
    }

    private HttpEndpoint.Builder trusting() throws Exception {
        return endpoint()
                .certificateAuthority(
                        pem("CERTIFICATE", keys.getCertificate("ca").getEncoded()));
    }

    @Test
    void showsItsCertificateToAServerThatItTrusts() throws Exception {
        HttpEndpoint endpoint = trusting()
                .clientCertificate(
                        chain("client"), pem("PRIVATE KEY", key("client").getEncoded()))
                .build();

        assertThat(endpoint.get().json().path("a").asInt()).isEqualTo(1);
    }

    @Test
    void doesNotTalkToAServerOfAnUnknownAuthority() {
        assertThatThrownBy(() -> endpoint().build().get())
                .isInstanceOf(MetricException.class)
                .hasMessageEndingWith(" is of an unknown authority: give its CA certificate");
    }

    @Test
    void isRefusedWithoutItsCertificate() throws Exception {
        HttpEndpoint endpoint = trusting().build();

        assertThatThrownBy(endpoint::get)
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("https://127.0.0.1:")
                .hasMessageNotContaining("\n");
    }
}
