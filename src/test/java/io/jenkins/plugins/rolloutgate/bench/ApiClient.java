package io.jenkins.plugins.rolloutgate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** The least that an HTTP client can do with a Kubernetes API: JSON over one HTTP/2 connection, no model, no cache. */
final class ApiClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType MERGE_PATCH = MediaType.get("application/merge-patch+json");
    private static final MediaType STRATEGIC_PATCH = MediaType.get("application/strategic-merge-patch+json");
    private static final int MAX_REQUESTS = 256;

    private final OkHttpClient http;
    private final String url;
    private final String userAgent;

    ApiClient(Config config, String userAgent) {
        this.url = config.getMasterUrl();
        this.userAgent = userAgent;
        this.http = client(config);
    }

    private static OkHttpClient client(Config config) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        try {
            TrustManager[] trust = SSLUtils.trustManagers(config);
            return new OkHttpClient.Builder()
                    .dispatcher(dispatcher)
                    .readTimeout(Duration.ZERO)
                    .sslSocketFactory(
                            SSLUtils.sslContext(SSLUtils.keyManagers(config), trust)
                                    .getSocketFactory(),
                            (X509TrustManager) trust[0])
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CompletableFuture<JsonNode> get(String path) {
        return send(request(path).build());
    }

    CompletableFuture<JsonNode> mergePatch(String path, String json) {
        return send(request(path).patch(RequestBody.create(json, MERGE_PATCH)).build());
    }

    CompletableFuture<JsonNode> strategicPatch(String path, String json) {
        return send(
                request(path).patch(RequestBody.create(json, STRATEGIC_PATCH)).build());
    }

    /**
     * Calls back with each event of a watch, the present objects first, on a thread of the watch. A watch that the API
     * server ends, as it does to watchers that fall behind, is taken up where it ended: bookmarks keep that place young
     * where nothing else happens.
     */
    void watch(String path, Consumer<WatchEvent> listener) {
        watch(path, "0", listener);
    }

    private void watch(String path, String resourceVersion, Consumer<WatchEvent> listener) {
        Request request = request(path + "?watch=1&allowWatchBookmarks=true&resourceVersion=" + resourceVersion)
                .build();
        http.newCall(request).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                String last = resourceVersion;
                try (BufferedSource lines = response.body().source()) {
                    for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
                        WatchEvent event = WatchEvent.parse(line, System.nanoTime());
                        if (!event.isBookmark()) {
                            listener.accept(event);
                        }
                        last = event.resourceVersion();
                    }
                } catch (IOException e) {
                    if (call.isCanceled()) {
                        return;
                    }
                    throw e;
                }
                watch(path, last, listener);
            }

            @Override
            public void onFailure(Call call, IOException e) {
                if (!call.isCanceled()) {
                    throw new UncheckedIOException("the watch of " + path + " broke off", e);
                }
            }
        });
    }

    /**
     * @param type ADDED, MODIFIED, DELETED or BOOKMARK
     * @param arrived {@link System#nanoTime()} before the event was parsed
     */
    record WatchEvent(String type, JsonNode object, long arrived) {
        static WatchEvent parse(String line, long arrived) throws IOException {
            JsonNode event = JSON.readTree(line);
            String type = event.path("type").asText();
            if (type.equals("ERROR")) {
                throw new IllegalStateException("a watch cannot be taken up again: " + line);
            }
            return new WatchEvent(type, event.path("object"), arrived);
        }

        boolean isBookmark() {
            return type.equals("BOOKMARK");
        }

        boolean isDeletion() {
            return type.equals("DELETED");
        }

        String resourceVersion() {
            return object.path("metadata").path("resourceVersion").asText();
        }

        String name() {
            return object.path("metadata").path("name").asText();
        }

        String label(String name) {
            return object.path("metadata").path("labels").path(name).asText();
        }
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(url.replaceAll("/$", "") + path).header("User-Agent", userAgent);
    }

    private CompletableFuture<JsonNode> send(Request request) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        http.newCall(request).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                    String body = response.body().string();
                    if (response.isSuccessful()) {
                        answer.complete(JSON.readTree(body));
                    } else {
                        answer.completeExceptionally(
                                new IOException(request.method() + " " + request.url() + ": " + body));
                    }
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
