package io.jenkins.plugins.rolloutgate.jenkins;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with an entry of the administrator, as one sentence; empty when nothing is. */
final class ClusterChecks {

    /** An RFC 1123 label, as Kubernetes demands of namespaces. */
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "[::1]");

    private ClusterChecks() {}

    static Optional<String> name(String name) {
        return Text.trim(name).isEmpty()
                ? Optional.of("Give the cluster a name; Pipelines choose it by this name.")
                : Optional.empty();
    }

    static Optional<String> serverUrl(String serverUrl, boolean inCluster) {
        String url = Text.trim(serverUrl);
        if (inCluster) {
            return url.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Leave the API server empty, or untick that Jenkins runs in this cluster.");
        }
        return isSafe(url)
                ? Optional.empty()
                : Optional.of("Enter the API server as https://host:port; over plain HTTP the token could be read.");
    }

    static Optional<String> caCertificate(String pem) {
        String text = Text.trim(pem);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return isCertificate(text)
                ? Optional.empty()
                : Optional.of("Paste the certificate as PEM, from -----BEGIN CERTIFICATE----- to the matching END.");
    }

    static Optional<String> folder(String folder) {
        return Text.trim(folder).isEmpty()
                ? Optional.of("Enter the full name of a folder, such as team/shop, or * for every job.")
                : Optional.empty();
    }

    static Optional<String> namespaces(String namespaces) {
        Set<String> names = Text.words(namespaces);
        if (names.isEmpty()) {
            return Optional.of("Enter at least one namespace, or * for all; without one the folder may use none.");
        }
        return names.stream()
                .filter(name -> !name.equals(NamespaceRule.ANY)
                        && !NAMESPACE.matcher(name).matches())
                .findFirst()
                .map(name -> "\"" + name
                        + "\" is no namespace: use lower-case letters, digits and hyphens, at most 63 characters.");
    }

    private static boolean isCertificate(String pem) {
        try {
            byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Plain HTTP never leaves the machine: a proxy such as {@code kubectl proxy}, or the playground. */
    private static boolean isSafe(String url) {
        try {
            URI uri = new URI(url);
            boolean secret = "https".equalsIgnoreCase(uri.getScheme())
                    || ("http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri));
            return secret && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static boolean isLoopback(URI uri) {
        return LOOPBACK.contains(String.valueOf(uri.getHost()));
    }
}
