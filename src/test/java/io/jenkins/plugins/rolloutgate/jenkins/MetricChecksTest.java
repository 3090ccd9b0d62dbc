package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricChecksTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://mimir.example/prometheus", "http://prometheus:9090", "HTTPS://[2001:db8::1]:9090"})
    void anAddressIsHttp(String url) {
        assertThat(MetricChecks.url(url, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prometheus:9090", "ftp://example", "https://", "file:///etc/passwd", "https://a b"})
    void anythingElseIsRefused(String url) {
        assertThat(MetricChecks.url(url, "")).isPresent();
    }

    @Test
    void credentialsAreNotPutIntoTheAddress() {
        assertThat(MetricChecks.url("https://user:secret@metrics.example", ""))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("choose credentials").doesNotContain("secret"));
    }

    @Test
    void credentialsNeverGoOverPlainHttpToAnotherMachine() {
        assertThat(MetricChecks.url("http://prometheus:9090", "token")).isPresent();
        assertThat(MetricChecks.url("http://127.0.0.1:9090", "token")).isEmpty();
        assertThat(MetricChecks.url("https://prometheus:9090", "token")).isEmpty();
    }

    @Test
    void theNameOfTheReleasesOwnClusterIsTaken() {
        assertThat(MetricChecks.name("kubernetes")).isPresent();
        assertThat(MetricChecks.name(" ")).isPresent();
        assertThat(MetricChecks.name("prometheus")).isEmpty();
    }

    @Test
    void aQueryNeedsANameAndQueriesThatGoTogether() {
        NamedQuery query = new NamedQuery("failed orders");
        query.setBad("orders_failed");

        assertThat(MetricChecks.query(query))
                .hasValue("named query 'failed orders': total is missing: a share needs both queries");
        query.setTotal("orders");
        assertThat(MetricChecks.query(query)).isEmpty();
        assertThat(MetricChecks.query(new NamedQuery(""))).isPresent();
    }

    @Test
    void withoutFoldersNobodyMayUseASource() {
        assertThat(MetricChecks.folders("")).isPresent();
        assertThat(MetricChecks.folders("*")).isEmpty();
    }
}
