package io.jenkins.plugins.rolloutgate.jenkins;

import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpEndpoint;
import io.jenkins.plugins.rolloutgate.metrics.http.HttpJsonSource;
import io.jenkins.plugins.rolloutgate.metrics.prometheus.PrometheusSource;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Says how to talk to a metric source of the administrator; not for threads that must not block. */
final class MetricLogin {

    private MetricLogin() {}

    /**
     * The source as it can be asked now.
     *
     * @throws MetricException in one line, if the entry cannot be used as it is
     */
    static MetricSource open(MetricServer server, CredentialLookup credentials) throws MetricException {
        HttpEndpoint endpoint = endpoint(server, credentials);
        return server.getKind().equals(MetricServer.JSON)
                ? new HttpJsonSource(server.getName(), endpoint, InstantSource.system())
                : new PrometheusSource(server.getName(), endpoint);
    }

    /**
     * Asks something harmless.
     *
     * @return what it found, for people
     * @throws MetricException in one line, if there is no useful answer
     */
    static String test(MetricServer server) throws MetricException {
        if (server.getKind().equals(MetricServer.JSON)) {
            HttpEndpoint.Answer answer =
                    endpoint(server, CredentialLookup.OF_ADMINISTRATOR).get();
            if (!answer.isSuccessful() || answer.json().isMissingNode()) {
                throw problem(server, "status " + answer.status() + ", and no JSON: check the address");
            }
            return "It answers with JSON.";
        }
        open(server, CredentialLookup.OF_ADMINISTRATOR).query("vector(1)");
        return "It answers as Prometheus does.";
    }

    private static HttpEndpoint endpoint(MetricServer server, CredentialLookup credentials) throws MetricException {
        Optional<String> problem = MetricChecks.url(server.getUrl(), server.getCredentialsId())
                .or(() -> ClusterChecks.caCertificate(server.getCaCertificate()));
        if (problem.isPresent()) {
            throw problem(server, "it is not set up right: " + problem.get());
        }
        try {
            HttpEndpoint.Builder endpoint = HttpEndpoint.to(server.getUrl());
            if (!server.getCaCertificate().isEmpty()) {
                endpoint.certificateAuthority(server.getCaCertificate());
            }
            if (!server.getCredentialsId().isEmpty()) {
                identify(endpoint, server, credentials);
            }
            return endpoint.build();
        } catch (IllegalArgumentException e) {
            throw new MetricException("metric source " + server.getName() + ": " + e.getMessage(), e);
        }
    }

    private static void identify(HttpEndpoint.Builder endpoint, MetricServer server, CredentialLookup credentials)
            throws MetricException {
        String id = server.getCredentialsId();
        StandardCredentials found = credentials
                .find(id, StandardCredentials.class, server.getUrl())
                .orElseThrow(() -> problem(server, "credentials " + id + " do not exist: choose others in its entry"));
        if (found instanceof StringCredentials token) {
            String secret = token.getSecret().getPlainText();
            endpoint.bearer(() -> secret);
        } else if (found instanceof StandardUsernamePasswordCredentials user) {
            endpoint.basic(user.getUsername(), user.getPassword().getPlainText());
        } else if (found instanceof StandardCertificateCredentials certificate) {
            try {
                KeyPem pem = KeyPem.of(
                        certificate.getKeyStore(), certificate.getPassword().getPlainText());
                endpoint.clientCertificate(pem.certificate(), pem.key());
            } catch (GeneralSecurityException e) {
                throw problem(server, "the key of credentials " + id + " cannot be read: " + e.getMessage());
            }
        } else {
            throw problem(
                    server,
                    "credentials " + id + " are neither secret text, nor user name with password, nor a certificate");
        }
    }

    private static MetricException problem(MetricServer server, String what) {
        return new MetricException("metric source " + server.getName() + ": " + what);
    }
}
