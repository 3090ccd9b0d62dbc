package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with a metric source or a named query, as one sentence; empty when nothing is. */
final class MetricChecks {

    private MetricChecks() {}

    static Optional<String> name(String name) {
        String given = Text.trim(name);
        if (given.equals(QueryCatalogue.KUBERNETES)) {
            return Optional.of("The name " + given + " stands for the cluster of the release: choose another one.");
        }
        return given.isEmpty()
                ? Optional.of(
                        "Give the metric source a name; Pipelines and queries choose it by this name. The built-in"
                                + " queries are for " + QueryCatalogue.PROMETHEUS + ".")
                : Optional.empty();
    }

    /** Prometheus often speaks plain HTTP; credentials never go over it. */
    static Optional<String> url(String url, String credentialsId) {
        try {
            URI uri = new URI(Text.trim(url));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                return Optional.of("Enter the address as https://host:port, with a path where the server has one.");
            }
            if (uri.getRawUserInfo() != null) {
                return Optional.of("Take user and password out of the address, and choose credentials instead.");
            }
            boolean secret = !Text.trim(credentialsId).isEmpty();
            return secret && scheme.equals("http") && !ClusterChecks.isLoopback(uri)
                    ? Optional.of("Use https with credentials; over plain HTTP they could be read.")
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("Enter the address as https://host:port, with a path where the server has one.");
        }
    }

    static Optional<String> folders(String folders) {
        return Text.trim(folders).isEmpty()
                ? Optional.of("Enter folders, such as team/shop, one in a line, or * for every job; without one nobody"
                        + " may use the source.")
                : Optional.empty();
    }

    static Optional<String> query(NamedQuery query) {
        if (query.getName().isEmpty()) {
            return Optional.of("Give the query a name; objectives choose it by this name, such as error rate.");
        }
        return StepChecks.argument(query::indicator);
    }
}
