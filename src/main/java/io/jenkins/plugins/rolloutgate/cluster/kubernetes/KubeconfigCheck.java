package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what is wrong with the context that is to be used. The client passes over most of it in silence, and would then
 * talk to another cluster, or as nobody.
 */
final class KubeconfigCheck {
    private static final int HIGHEST_PORT = 65_535;

    private final List<KubeconfigFile> files;

    KubeconfigCheck(List<KubeconfigFile> files) {
        this.files = files;
    }

    /**
     * Checks a context with its cluster and user; one that does not exist is told elsewhere.
     *
     * @param name the current one when empty
     * @return whether a command gives the credentials
     * @throws IllegalArgumentException if something is wrong; the message is one line that names the file
     */
    boolean check(Optional<String> name) {
        Optional<String> wanted = name.or(() -> files.stream()
                .map(file -> file.content().getCurrentContext())
                .filter(current -> current != null && !current.isEmpty())
                .findFirst());
        return wanted.flatMap(context ->
                        find(file -> file.context(context).map(found -> new Found<>(file, context, found))))
                .filter(this::context)
                .isPresent();
    }

    /** A part of a file. */
    private record Found<T>(KubeconfigFile file, String name, T part) {
        IllegalArgumentException problem(String what) {
            return new IllegalArgumentException("kubeconfig " + file.path() + ": " + what);
        }
    }

    private <T> Optional<T> find(Function<KubeconfigFile, Optional<T>> look) {
        return files.stream().map(look).flatMap(Optional::stream).findFirst();
    }

    private boolean context(Found<Context> context) {
        String cluster = String.valueOf(context.part().getCluster());
        cluster(find(file -> file.cluster(cluster).map(part -> new Found<>(file, "cluster " + cluster, part)))
                .orElseThrow(() -> context.problem(
                        "context " + context.name() + " names cluster " + cluster + ", which is not there: add it")));
        String user = context.part().getUser();
        if (user == null || user.isEmpty()) {
            return false;
        }
        return user(find(file -> file.user(user).map(part -> new Found<>(file, "user " + user, part)))
                .orElseThrow(() -> context.problem(
                        "context " + context.name() + " names user " + user + ", which is not there: add it")));
    }

    private static void cluster(Found<Cluster> cluster) {
        String server = cluster.part().getServer();
        if (!isAddress(server)) {
            throw cluster.problem("server of " + cluster.name() + " is no address such as https://10.0.0.1:6443");
        }
        String proxy = cluster.part().getProxyUrl();
        if (proxy != null && !proxy.isEmpty() && !isUrl(proxy)) {
            throw cluster.problem("proxy-url of " + cluster.name() + " is no address such as http://proxy:3128");
        }
        pem(
                        cluster,
                        "certificate-authority",
                        cluster.part().getCertificateAuthorityData(),
                        cluster.part().getCertificateAuthority())
                .ifPresent(pem -> certificate(cluster, "certificate-authority", pem));
    }

    /** The client adds a scheme where there is none. */
    private static boolean isAddress(String server) {
        return server != null
                && (server.contains("://")
                        ? server.matches("(?i)https?://.*") && isUrl(server)
                        : isUrl("https://" + server));
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && uri.getPort() <= HIGHEST_PORT;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean user(Found<AuthInfo> user) {
        AuthInfo said = user.part();
        String token = said.getToken();
        if (token != null && !token.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw user.problem("token of " + user.name() + " has characters that no token has");
        }
        if (token == null && said.getTokenFile() != null && !said.getTokenFile().isEmpty()) {
            bytes(user, "tokenFile", user.file().resolve(said.getTokenFile()));
        }
        if (said.getExec() != null && said.getExec().getCommand() == null) {
            throw user.problem("exec of " + user.name() + " has no command");
        }
        Optional<byte[]> certificate =
                pem(user, "client-certificate", said.getClientCertificateData(), said.getClientCertificate());
        Optional<byte[]> key = pem(user, "client-key", said.getClientKeyData(), said.getClientKey());
        if (certificate.isPresent() != key.isPresent()) {
            throw user.problem(user.name() + " needs both client-certificate and client-key, or neither");
        }
        certificate.ifPresent(pem -> certificate(user, "client-certificate", pem));
        key.filter(pem -> !new String(pem, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----"))
                .ifPresent(pem -> {
                    throw user.problem("client-key of " + user.name() + " is no private key in PEM form");
                });
        return said.getExec() != null;
    }

    /** Data goes before a file, as for kubectl. */
    private static Optional<byte[]> pem(Found<?> owner, String field, String data, String file) {
        if (data != null && !data.isEmpty()) {
            try {
                return Optional.of(Base64.getDecoder().decode(data.replaceAll("\\s", "")));
            } catch (IllegalArgumentException e) {
                throw owner.problem(field + "-data of " + owner.name() + " is not base64");
            }
        }
        return file == null || file.isEmpty()
                ? Optional.empty()
                : Optional.of(bytes(owner, field, owner.file().resolve(file)));
    }

    private static byte[] bytes(Found<?> owner, String field, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw owner.problem("cannot read " + file + ", the " + field + " of " + owner.name());
        }
    }

    private static void certificate(Found<?> owner, String field, byte[] pem) {
        try {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            // The same as none.
        }
        throw owner.problem(field + " of " + owner.name() + " holds no certificate in PEM form");
    }
}
