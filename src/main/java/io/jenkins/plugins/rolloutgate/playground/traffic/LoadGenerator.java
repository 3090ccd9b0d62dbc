package io.jenkins.plugins.rolloutgate.playground.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DaemonThreads;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.traffic.Load.Responder;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends GET requests at a steady rate and counts the outcome of every one. Workers with a new connection per request never
 * repeat one. Workers that keep their connection repeat a request when that connection turns out to have been closed while
 * idle, since OkHttp does so for idempotent requests, as most real clients do: such a repetition is not a failure.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String url;
    private final LoadPlan plan;
    private final LoadCounter counter = new LoadCounter(InstantSource.system());
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean stopped;

    private LoadGenerator(String url, LoadPlan plan) {
        this.url = url + plan.path();
        this.plan = plan;
    }

    /** Starts one thread per worker; the load ends with its plan or when it is closed. */
    public static LoadGenerator start(String url, LoadPlan plan) {
        LoadGenerator load = new LoadGenerator(url, plan);
        for (int i = 0; i < plan.newConnectionWorkers(); i++) {
            load.work(false);
        }
        for (int i = 0; i < plan.keepAliveWorkers(); i++) {
            load.work(true);
        }
        return load;
    }

    /** What was counted so far. */
    public Load snapshot() {
        return counter.snapshot();
    }

    private void work(boolean keepAlive) {
        OkHttpClient client = new OkHttpClient.Builder()
                .callTimeout(TIMEOUT)
                .connectionPool(keepAlive ? new ConnectionPool() : new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .retryOnConnectionFailure(keepAlive)
                .build();
        Request.Builder request = new Request.Builder().url(url);
        if (!keepAlive) {
            request.header("Connection", "close");
        }
        int number = workers.size();
        workers.add(DaemonThreads.start("playground-load-" + number, () -> {
            run(client, request.build(), keepAlive, number);
            client.connectionPool().evictAll();
        }));
    }

    private void run(OkHttpClient client, Request request, boolean keepAlive, int number) {
        long interval = TimeUnit.SECONDS.toNanos(1) / plan.ratePerWorker();
        // Spread, so that the workers do not fire all at once.
        long next = System.nanoTime() + number * interval / (plan.newConnectionWorkers() + plan.keepAliveWorkers());
        long end = next + plan.longest().toNanos();
        while (!stopped && next - end < 0) {
            long early = next - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
                continue;
            }
            send(client, request, keepAlive);
            // A slow answer lowers the rate instead of causing a burst.
            next = Math.max(next + interval, System.nanoTime());
        }
    }

    private void send(OkHttpClient client, Request request, boolean keepAlive) {
        try (Response response = client.newCall(request).execute()) {
            JsonNode answer = Json.parseObject(response.body().string());
            if (!answer.has("pod")) {
                counter.lost(
                        keepAlive,
                        "HTTP " + response.code() + ": " + answer.path("error").asText());
                return;
            }
            counter.answered(new Responder(
                    answer.path("version").asText(), answer.path("image").asText()));
            if (!response.isSuccessful()) {
                counter.failed(
                        keepAlive,
                        "HTTP " + response.code() + " from pod "
                                + answer.path("pod").asText());
            }
        } catch (IOException | RuntimeException e) {
            counter.lost(keepAlive, e.toString());
        }
    }

    @Override
    public void close() {
        stopped = true;
        workers.forEach(LockSupport::unpark);
        for (Thread worker : workers) {
            try {
                worker.join(TIMEOUT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
