package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterChecksTest {

    @Test
    void shouldAcceptAnHttpsServer() {
        assertThat(ClusterChecks.serverUrl("https://10.0.0.1:6443", false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8001", "http://[::1]:8001"})
    void shouldAcceptPlainHttpThatStaysOnThisMachine(String url) {
        assertThat(ClusterChecks.serverUrl(url, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://127.0.0.1.example.org",
                "10.0.0.1:6443",
                "http://10.0.0.1",
                "https://",
                "https://u:p@host",
                "https://a b"
            })
    void shouldRefuseAnyOtherServer(String url) {
        assertThat(ClusterChecks.serverUrl(url, false))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("Enter the API server as https://"));
    }

    @Test
    void shouldRefuseAServerBesideTheControllersOwnCluster() {
        assertThat(ClusterChecks.serverUrl("", true)).isEmpty();
        assertThat(ClusterChecks.serverUrl("https://10.0.0.1", true)).isPresent();
    }

    @Test
    void shouldRefuseWhatIsNoCertificate() {
        assertThat(ClusterChecks.caCertificate("")).isEmpty();
        assertThat(ClusterChecks.caCertificate("LS0tLS1CRUdJTg==")).isPresent();
        assertThat(ClusterChecks.caCertificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"))
                .isPresent();
    }

    @Test
    void shouldNameTheNamespaceThatIsNone() {
        assertThat(ClusterChecks.namespaces("shop shop-staging *")).isEmpty();
        assertThat(ClusterChecks.namespaces("shop, Shop_Staging"))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("\"Shop_Staging\" is no namespace"));
        assertThat(ClusterChecks.namespaces(" ")).isPresent();
    }

    @Test
    void shouldRequireANameAndAFolder() {
        assertThat(ClusterChecks.name(null)).isPresent();
        assertThat(ClusterChecks.name("production")).isEmpty();
        assertThat(ClusterChecks.folder("")).isPresent();
        assertThat(ClusterChecks.folder("team/shop")).isEmpty();
    }
}
