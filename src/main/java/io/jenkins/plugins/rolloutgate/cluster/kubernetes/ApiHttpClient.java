package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * The HTTP client of one cluster: follows no redirects, sends a body at most once, and keeps no process alive.
 *
 * <p>Building looks classes up through the thread's context class loader, which in Jenkins' pools is not a plugin's.
 */
final class ApiHttpClient extends OkHttpClientFactory {
    private static final AtomicInteger THREADS = new AtomicInteger();

    /** Names a call to be cancelled later; it never leaves this process. */
    static final String CALL = "X-Rollout-Gate-Call";

    private final Map<String, Call> calls = new ConcurrentHashMap<>();

    HttpClient open(Config config) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ApiHttpClient.class.getClassLoader());
        try {
            HttpClient.Factory factory = this;
            return factory.newBuilder(config).build();
        } catch (KubernetesClientException e) {
            throw new IllegalArgumentException(
                    "cannot use the credentials for " + config.getMasterUrl() + ": "
                            + Failures.line(String.valueOf(Failures.root(e).getMessage()))
                            + ": give certificates and keys in PEM form",
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
        builder.followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(this::register)
                .addInterceptor(new SendOnce());
    }

    @Override
    protected Dispatcher initDispatcher() {
        Dispatcher dispatcher = new Dispatcher(new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), ApiHttpClient::daemon));
        // A watch counts as a request for as long as it lasts.
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "rollout-gate-cluster-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(ApiHttpClient.class.getClassLoader());
        return thread;
    }

    /**
     * Ends a call wherever it is. The client's own way, closing the body, must not be used while another thread reads it.
     */
    void cancel(String name) {
        Call call = calls.remove(name);
        if (call != null) {
            call.cancel();
        }
    }

    /** Forgets a call that has ended. */
    void ended(String name) {
        calls.remove(name);
    }

    private Response register(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        String name = request.header(CALL);
        if (name == null) {
            return chain.proceed(request);
        }
        calls.put(name, chain.call());
        return chain.proceed(request.newBuilder().removeHeader(CALL).build());
    }

    /** OkHttp repeats a request when a pooled connection turns out to be broken, unless its body can be sent only once. */
    private static final class SendOnce implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            Request request = chain.request();
            RequestBody body = request.body();
            return chain.proceed(
                    body == null
                            ? request
                            : request.newBuilder()
                                    .method(request.method(), new OneShot(body))
                                    .build());
        }
    }

    private static final class OneShot extends RequestBody {
        private final RequestBody body;

        OneShot(RequestBody body) {
            this.body = body;
        }

        @Override
        public MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
