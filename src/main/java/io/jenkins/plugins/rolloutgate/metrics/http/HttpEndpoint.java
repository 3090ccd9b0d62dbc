package io.jenkins.plugins.rolloutgate.metrics.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * One HTTP server that metrics come from, with how to reach it: as whom, trusting whom, how long to wait, how often to
 * try, and how much to read. It follows no redirect, so that credentials go to this server only. Thread-safe.
 *
 * <p>Holds credentials: never print or store it.
 */
public final class HttpEndpoint {
    private static final OkHttpClient SHARED = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpUrl address;
    private final OkHttpClient client;
    private final Map<String, String> headers;
    private final Supplier<Optional<String>> authorization;
    private final int attempts;
    private final Duration backoff;
    private final long mostBytes;

    private HttpEndpoint(Builder builder) {
        address = builder.address;
        client = builder.client();
        headers = new TreeMap<>(builder.headers);
        authorization = builder.authorization;
        attempts = builder.attempts;
        backoff = builder.backoff;
        mostBytes = builder.mostBytes;
    }

    /**
     * Begins with the server's URL; a path before the API, as Mimir or a reverse proxy has it, is kept.
     *
     * @throws IllegalArgumentException if it is no HTTP URL, or holds credentials
     */
    public static Builder to(String url) {
        return new Builder(url);
    }

    /** An answer, whatever its status; {@code json} is a missing node where it is none. */
    public record Answer(int status, JsonNode json) {
        public boolean isSuccessful() {
            return status >= 200 && status < 300;
        }
    }

    /** Sends a form to a path below the server's URL. */
    public Answer post(String path, Map<String, String> form) throws MetricException {
        FormBody.Builder body = new FormBody.Builder(StandardCharsets.UTF_8);
        form.forEach(body::add);
        return send(new Request.Builder()
                .url(address.newBuilder().addPathSegments(path).build())
                .post(body.build()));
    }

    /** Reads the server's URL itself. */
    public Answer get() throws MetricException {
        return send(new Request.Builder().url(address).get());
    }

    /** Host, port and path, without anything secret. */
    public String server() {
        return address.newBuilder()
                .query(null)
                .fragment(null)
                .build()
                .toString()
                .replaceFirst("/$", "");
    }

    private Answer send(Request.Builder request) throws MetricException {
        headers.forEach(request::header);
        authorization.get().ifPresent(value -> request.header("Authorization", value));
        request.header("User-Agent", "rollout-gate").header("Accept", "application/json");
        for (int attempt = 1; ; attempt++) {
            try (Response response = client.newCall(request.build()).execute()) {
                boolean again = response.code() >= 500 || response.code() == 429;
                if (!again || attempt >= attempts) {
                    return answer(response);
                }
            } catch (IOException e) {
                if (attempt >= attempts || !HttpFailures.mayPass(e)) {
                    throw new MetricException(
                            HttpFailures.reason(server(), e, client.callTimeoutMillis())
                                    + (attempt > 1 ? " (" + attempt + " tries)" : ""),
                            e);
                }
            }
            pause(backoff.multipliedBy(1L << (attempt - 1)));
        }
    }

    private Answer answer(Response response) throws MetricException, IOException {
        if (response.isRedirect()) {
            // What stands behind the path may be a token of a login page, and the sentence goes into records.
            String location = String.valueOf(response.header("Location")).split("[?#]", 2)[0];
            throw new MetricException(server() + " redirects to " + HttpFailures.line(location)
                    + ": configure the address that answers itself");
        }
        if (response.code() == 401 || response.code() == 403) {
            throw new MetricException(server() + " answered with status " + response.code()
                    + ": check the credentials of this metric source");
        }
        BufferedSource body = response.body().source();
        if (body.request(mostBytes + 1)) {
            throw new MetricException(server() + " answered with more than " + mostBytes / 1024
                    + " KiB: ask for fewer series, such as sum by (pod) (...)");
        }
        return new Answer(response.code(), json(body.readUtf8()));
    }

    private static JsonNode json(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static void pause(Duration duration) throws MetricException {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MetricException("interrupted while waiting for another try", e);
        }
    }

    /** Says how. */
    public static final class Builder {
        private final HttpUrl address;
        private final Map<String, String> headers = new TreeMap<>();
        private Supplier<Optional<String>> authorization = Optional::empty;
        private Optional<X509TrustManager> trust = Optional.empty();
        private KeyManager[] identity = {};
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration timeout = Duration.ofSeconds(10);
        private int attempts = 3;
        private Duration backoff = Duration.ofMillis(250);
        private long mostBytes = 4L << 20;

        private Builder(String url) {
            address = HttpUrl.parse(url.strip());
            if (address == null) {
                throw new IllegalArgumentException(
                        "'" + HttpFailures.line(url) + "' is no HTTP address: write https://HOST");
            }
            if (!address.username().isEmpty() || !address.password().isEmpty()) {
                throw new IllegalArgumentException(
                        "the address of " + address.host() + " holds credentials: name credentials instead");
            }
        }

        /** Asked for each request; must be quick. */
        public Builder bearer(Supplier<String> token) {
            authorization = () -> Optional.of("Bearer " + token.get());
            return this;
        }

        public Builder basic(String user, String password) {
            String header = Credentials.basic(user, password, StandardCharsets.UTF_8);
            authorization = () -> Optional.of(header);
            return this;
        }

        /**
         * CA certificates in PEM form, trusted beside the authorities of the Java runtime.
         *
         * @throws IllegalArgumentException if they cannot be read
         */
        public Builder certificateAuthority(String pem) {
            trust = Optional.of(Pem.trust(pem));
            return this;
        }

        /**
         * Certificate and PKCS #8 private key in PEM form, for servers that ask who is there.
         *
         * @throws IllegalArgumentException if they cannot be read
         */
        public Builder clientCertificate(String certificate, String key) {
            identity = Pem.identity(certificate, key);
            return this;
        }

        /** Sent with each request, such as {@code X-Scope-OrgID} for a tenant of Mimir. */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** For connecting, and for one try with its answer. */
        public Builder timeouts(Duration connect, Duration whole) {
            connectTimeout = connect;
            timeout = whole;
            return this;
        }

        /** How often to try when the connection breaks or the status is 429 or 5xx; the pause doubles each time. */
        public Builder attempts(int most, Duration pause) {
            attempts = most;
            backoff = pause;
            return this;
        }

        /** Longer answers, uncompressed, are refused. */
        public Builder mostBytes(long most) {
            mostBytes = most;
            return this;
        }

        public HttpEndpoint build() {
            return new HttpEndpoint(this);
        }

        private OkHttpClient client() {
            OkHttpClient.Builder builder = SHARED.newBuilder()
                    .connectTimeout(connectTimeout)
                    .readTimeout(timeout)
                    .writeTimeout(timeout)
                    .callTimeout(timeout);
            if (trust.isPresent() || identity.length > 0) {
                X509TrustManager trusted = trust.orElseGet(Pem::runtimeTrust);
                try {
                    SSLContext tls = SSLContext.getInstance("TLS");
                    tls.init(identity, new TrustManager[] {trusted}, null);
                    builder.sslSocketFactory(tls.getSocketFactory(), trusted);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
            return builder.build();
        }
    }
}
