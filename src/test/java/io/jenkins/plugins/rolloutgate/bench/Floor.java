package io.jenkins.plugins.rolloutgate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fastest release that the API allows: one watch of pods for all releases, and a blind patch as soon as the last pod
 * is ready. It checks nothing, records nothing and could not go back.
 */
final class Floor implements ReleaseRunner {
    private static final String USER_AGENT = "bench-floor";

    private final ApiClient api;
    private final String namespace;
    private final int replicas;
    private final Map<String, Wait> waits = new ConcurrentHashMap<>();

    Floor(Config config, String namespace, int replicas) {
        this.api = new ApiClient(config, USER_AGENT);
        this.namespace = namespace;
        this.replicas = replicas;
        api.watch("/api/v1/namespaces/" + namespace + "/pods", this::podChanged);
    }

    @Override
    public CompletableFuture<Void> run(String namespace, String application, String image) {
        Wait wait = new Wait(image, new HashSet<>(), new CompletableFuture<>());
        waits.put(application, wait);
        String service = "/api/v1/namespaces/" + namespace + "/services/" + application + "-active";
        return api.get(service).thenCompose(found -> {
            String active = found.path("spec").path("selector").path("version").asText();
            String idle = active.equals("blue") ? "green" : "blue";
            return api.strategicPatch(
                            deployment(application, idle),
                            "{\"spec\":{\"replicas\":" + replicas + ",\"template\":{\"spec\":{\"containers\":"
                                    + "[{\"name\":\"" + application + "\",\"image\":\"" + image + "\"}]}}}}")
                    .thenCompose(started -> wait.ready)
                    .thenCompose(ready ->
                            api.mergePatch(service, "{\"spec\":{\"selector\":{\"version\":\"" + idle + "\"}}}"))
                    .thenCompose(
                            switched -> api.mergePatch(deployment(application, active), "{\"spec\":{\"replicas\":0}}"))
                    .thenAccept(scaledDown -> {});
        });
    }

    private String deployment(String application, String colour) {
        return "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + application + "-" + colour;
    }

    private void podChanged(ApiClient.WatchEvent event) {
        Wait wait = waits.get(event.label("app"));
        if (wait != null
                && Pods.isReady(event.object())
                && Pods.image(event.object()).equals(wait.image)) {
            wait.pods.add(event.name());
            if (wait.pods.size() == replicas) {
                wait.ready.complete(event.object());
            }
        }
    }

    /** Names of the pods that were seen ready; touched by the watch's thread only. */
    private record Wait(String image, Set<String> pods, CompletableFuture<JsonNode> ready) {}

    @Override
    public String userAgent() {
        return USER_AGENT;
    }

    @Override
    public void close() {
        api.close();
    }
}
