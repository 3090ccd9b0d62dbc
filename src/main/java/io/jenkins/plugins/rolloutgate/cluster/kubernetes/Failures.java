package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Turns what went wrong with a request into one line that says what to do about it. */
final class Failures {
    /** The sentence of the API server's authorizer; everything else with status 403 comes from admission. */
    private static final Pattern UNAUTHORIZED = Pattern.compile("User \"([^\"]*)\" cannot ");

    private static final int LONGEST = 500;

    private final String server;

    Failures(String server) {
        this.server = server;
    }

    /** An answer other than 2xx. */
    ClusterException of(Request request, int status, String body) {
        JsonNode answer = Trees.parseOrMissing(body);
        String message = answer.path("message").asText(body);
        String said = line(message.isBlank() ? "HTTP status " + status : message);
        String what = "cannot " + request.what() + ": ";
        return switch (status) {
            case 401 ->
                new ClusterException(
                        Problem.DENIED,
                        what + server + " does not accept the credentials: renew the token or client certificate");
            case 403 -> forbidden(request, message, said);
            case 404 -> new ClusterException(Problem.NOT_FOUND, what + said);
            case 409, 410 -> new ClusterException(Problem.CONFLICT, what + said);
            case 422 ->
                new ClusterException(
                        answer.path("details").path("causes").isEmpty() ? Problem.CONFLICT : Problem.REJECTED,
                        what + said);
            case 408, 429 -> new ClusterException(Problem.UNKNOWN, what + said);
            default ->
                new ClusterException(
                        status >= 400 && status < 500 ? Problem.REJECTED : Problem.UNKNOWN,
                        what + server + " answered with status " + status + ": " + said);
        };
    }

    private static ClusterException forbidden(Request request, String message, String said) {
        Matcher unauthorized = UNAUTHORIZED.matcher(message);
        if (!unauthorized.find()) {
            return new ClusterException(Problem.REJECTED, "cannot " + request.what() + ": " + said);
        }
        return new ClusterException(
                Problem.DENIED,
                "not allowed to " + request.what() + " as " + unauthorized.group(1) + ": grant it with docs/rbac.yaml");
    }

    /** No answer. */
    ClusterException of(Request request, Throwable failure) {
        return new ClusterException(
                Problem.UNKNOWN, "cannot " + request.what() + ": " + reason(request, failure), failure);
    }

    private String reason(Request request, Throwable failure) {
        if (cause(failure, CertificateExpiredException.class).isPresent()) {
            return "the certificate of " + server + " has expired: renew it, or correct this machine's clock";
        }
        if (cause(failure, CertificateNotYetValidException.class).isPresent()) {
            return "the certificate of " + server + " is not valid yet: correct this machine's clock";
        }
        if (cause(failure, CertPathBuilderException.class).isPresent()
                || cause(failure, CertPathValidatorException.class).isPresent()) {
            return "the certificate of " + server + " is of an unknown authority: give the cluster's CA certificate";
        }
        if (cause(failure, SSLPeerUnverifiedException.class).isPresent()) {
            return "the certificate of " + server + " is for another host: use the name that stands in it";
        }
        Optional<SSLException> tls = cause(failure, SSLException.class);
        if (tls.isPresent()) {
            return "no TLS connection to " + server + ": "
                    + line(String.valueOf(tls.get().getMessage()));
        }
        Optional<UnknownHostException> host = cause(failure, UnknownHostException.class);
        if (host.isPresent()) {
            return "the host of " + server + " is unknown: check the address";
        }
        if (cause(failure, ConnectException.class).isPresent()) {
            return server + " cannot be connected to: check the address, and that the API server runs";
        }
        if (cause(failure, InterruptedIOException.class).isPresent()
                || cause(failure, TimeoutException.class).isPresent()) {
            return server + " did not answer within " + request.timeout().toMillis() + " ms";
        }
        return "the connection to " + server + " broke: "
                + line(String.valueOf(root(failure).getMessage()));
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
