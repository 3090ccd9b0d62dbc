package io.jenkins.plugins.rolloutgate.bench;

import io.fabric8.kubernetes.client.Config;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Times releases from outside, by watches of its own: from the arrival of the event that shows the last new pod ready to
 * the arrival of the event that shows the active Service select it.
 */
final class Observer implements AutoCloseable {
    private final ApiClient api;
    private final int replicas;
    private final Map<String, Expectation> expectations = new HashMap<>();
    private final Map<String, Set<String>> pods = new HashMap<>();
    private final Map<String, String> colours = new HashMap<>();

    Observer(Config config, String namespace, int replicas) {
        this.api = new ApiClient(config, "bench-observer");
        this.replicas = replicas;
        api.watch("/api/v1/namespaces/" + namespace + "/pods", this::podChanged);
        api.watch("/api/v1/namespaces/" + namespace + "/services", this::serviceChanged);
    }

    /** To be called before the release starts; completes when it is switched and only its own pods are left. */
    synchronized CompletableFuture<Duration> expect(String application, String image) {
        Expectation expectation = new Expectation(image);
        expectations.put(application, expectation);
        return expectation.settled;
    }

    private synchronized void podChanged(ApiClient.WatchEvent event) {
        String application = event.label("app");
        Set<String> present = pods.computeIfAbsent(application, key -> new HashSet<>());
        if (event.isDeletion()) {
            present.remove(event.name());
        } else {
            present.add(event.name());
        }
        Expectation expectation = expectations.get(application);
        if (expectation != null) {
            boolean isReady =
                    Pods.isReady(event.object()) && Pods.image(event.object()).equals(expectation.image);
            if (isReady && expectation.ready.add(event.name())) {
                expectation.lastReady = event.arrived();
            }
            settle(application, expectation);
        }
    }

    private synchronized void serviceChanged(ApiClient.WatchEvent event) {
        String application = event.label("app");
        if (!event.name().equals(application + "-active")) {
            return;
        }
        String colour = event.object().at("/spec/selector/version").asText();
        String before = colours.put(application, colour);
        Expectation expectation = expectations.get(application);
        if (expectation != null && before != null && !colour.equals(before)) {
            expectation.switched = event.arrived();
            settle(application, expectation);
        }
    }

    private void settle(String application, Expectation expectation) {
        boolean isSwitched = expectation.switched != 0 && expectation.ready.size() == replicas;
        if (isSwitched && pods.get(application).equals(expectation.ready)) {
            expectation.settled.complete(Duration.ofNanos(expectation.switched - expectation.lastReady));
        }
    }

    @Override
    public void close() {
        api.close();
    }

    private static final class Expectation {
        final String image;
        final Set<String> ready = new HashSet<>();
        final CompletableFuture<Duration> settled = new CompletableFuture<>();
        long lastReady;
        long switched;

        Expectation(String image) {
            this.image = image;
        }
    }
}
