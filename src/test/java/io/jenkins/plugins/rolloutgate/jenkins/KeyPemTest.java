package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyPemTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void aCertificateWithItsKeyIdentifiesTheController() throws Exception {
        KeyPem pem = KeyPem.of(keyStore(), PASSWORD);

        assertThat(pem.certificate()).startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThatCode(() -> HttpEndpoint.to("https://metrics.example")
                        .clientCertificate(pem.certificate(), pem.key())
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void itsKeyIsNotPrinted() throws Exception {
        KeyPem pem = KeyPem.of(keyStore(), PASSWORD);

        assertThat(pem).asString().doesNotContain("PRIVATE KEY");
    }

    @Test
    void aKeyStoreWithoutAKeyIsOfNoUse() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);

        assertThatThrownBy(() -> KeyPem.of(empty, PASSWORD))
                .isInstanceOf(KeyStoreException.class)
                .hasMessage("there is no private key in it");
    }

    private KeyStore keyStore() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "controller",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=controller",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }
}
