package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Kubernetes as far as a release can see it, with its controllers, in virtual time. Everything follows from the random
 * numbers that it is given. Not thread-safe.
 */
final class SimulatedWorld implements InstantSource {
    /** Restarts after which every diagnosis speaks of a crash loop. */
    private static final int CRASHES = 4;

    final String namespace;
    final Random random;
    final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    final List<SimulatedPod> pods = new ArrayList<>();
    /** By Service. */
    Map<String, List<SimulatedPod>> endpoints = Map.of();
    /** Images whose pods end again and again. */
    Predicate<String> crashing = image -> false;
    /** Images whose pods never get ready. */
    Predicate<String> hanging = image -> false;
    /** What a new pod takes until it is ready, at least and at most. */
    Duration readyAfter = Duration.ofMillis(300);

    Duration readyWithin = Duration.ofSeconds(5);

    private final PriorityQueue<Timed> timeline =
            new PriorityQueue<>(Comparator.comparing(Timed::at).thenComparing(Timed::order));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long order;
    private long version = 100;
    private int podNumber;
    private long changes;
    private long acceptedGeneration;

    private record Timed(Instant at, long order, Runnable what) {}

    SimulatedWorld(String namespace, Random random) {
        this.namespace = namespace;
        this.random = random;
    }

    /** What stands has stood for long. */
    SimulatedWorld begun() {
        reconcile();
        pods.forEach(pod -> pod.ready = true);
        syncEndpoints();
        return this;
    }

    /** A Service that selects by these labels. */
    static ObjectNode service(Map<String, String> selector) {
        ObjectNode object = Json.object();
        object.putObject("spec").put("clusterIP", "10.0.0.1").set("selector", Json.tree(selector));
        return object;
    }

    /** A Deployment with one container, whose pods have these labels and are selected by them. */
    static ObjectNode deployment(Map<String, String> labels, String container, String image, int replicas) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("generation", 1);
        ObjectNode spec = object.putObject("spec").put("replicas", replicas);
        spec.putObject("selector").set("matchLabels", Json.tree(labels));
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").set("labels", Json.tree(labels));
        template.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", container)
                .put("image", image);
        return object;
    }

    void put(String kind, String name, ObjectNode object) {
        ObjectNode metadata =
                object.path("metadata") instanceof ObjectNode found ? found : object.putObject("metadata");
        metadata.put("name", name).put("uid", kind + "-" + name).put("resourceVersion", "" + version++);
        objects.put(kind + "/" + name, object);
    }

    ObjectNode object(String kind, String name) {
        return objects.get(kind + "/" + name);
    }

    private void accepted(long generation) {
        changes++;
        acceptedGeneration = Math.max(acceptedGeneration, generation);
    }

    boolean hasAccepted(long generation) {
        return acceptedGeneration >= generation;
    }

    List<String> names(String kind) {
        return objects.keySet().stream()
                .filter(key -> key.startsWith(kind + "/"))
                .map(key -> key.substring(kind.length() + 1))
                .toList();
    }

    /** Stores a changed object and lets the controllers see it. */
    void store(String kind, String name, ObjectNode object) {
        ObjectNode before = object(kind, name);
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        metadata.put("resourceVersion", "" + version++);
        if (!object.path("spec").equals(before.path("spec"))) {
            metadata.put(
                    "generation", before.path("metadata").path("generation").asLong() + 1);
        }
        objects.put(kind + "/" + name, object);
        if (kind.equals("HTTPRoute") || kind.equals("VirtualService")) {
            long generation = metadata.path("generation").asLong();
            after(20, 3000, () -> accepted(generation));
        }
        reconcile();
        after(5, 800, this::syncEndpoints);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void at(Instant when, Runnable what) {
        timeline.add(new Timed(when.isBefore(now) ? now : when, order++, what));
    }

    void after(int leastMillis, int mostMillis, Runnable what) {
        at(now.plusMillis(between(leastMillis, mostMillis)), what);
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Grows with everything that a watch would tell. */
    long changes() {
        return changes;
    }

    /** Lets the next thing happen; false when nothing is left or the limit is reached. */
    boolean step(Instant limit) {
        Timed next = timeline.poll();
        if (next == null || next.at().isAfter(limit)) {
            return false;
        }
        now = next.at();
        next.what().run();
        return true;
    }

    private void reconcile() {
        changes++;
        for (String name : names("Deployment")) {
            ObjectNode deployment = object("Deployment", name);
            String image =
                    deployment.at("/spec/template/spec/containers/0/image").asText();
            int desired = deployment.at("/spec/replicas").asInt();
            // A ReplicaSet ends pods that are not ready before those that are.
            List<SimulatedPod> current = alive(name, image).stream()
                    .sorted(Comparator.comparing((SimulatedPod pod) -> !pod.ready))
                    .toList();
            for (int i = current.size(); i < desired; i++) {
                create(name, deployment);
            }
            for (int i = desired; i < current.size(); i++) {
                terminate(current.get(i));
            }
            if (current.size() >= desired && current.stream().limit(desired).allMatch(pod -> pod.ready)) {
                pods.stream()
                        .filter(pod -> pod.deployment.equals(name) && !pod.image.equals(image))
                        .forEach(this::terminate);
            }
        }
    }

    List<SimulatedPod> alive(String deployment, String image) {
        return pods.stream()
                .filter(pod -> pod.deployment.equals(deployment) && !pod.terminating && pod.image.equals(image))
                .toList();
    }

    private void create(String name, ObjectNode deployment) {
        JsonNode container = deployment.at("/spec/template/spec/containers/0");
        SimulatedPod pod = new SimulatedPod(
                name,
                container.path("name").asText(),
                container.path("image").asText(),
                Labels.of(deployment.at("/spec/template/metadata/labels")),
                "pod-" + podNumber++);
        pods.add(pod);
        if (crashing.test(pod.image)) {
            crash(pod);
        } else if (!hanging.test(pod.image)) {
            after((int) readyAfter.toMillis(), (int) readyWithin.toMillis(), () -> ready(pod, true));
        }
    }

    /** From now on the pod ends again and again. */
    void crash(SimulatedPod pod) {
        pod.crashing = true;
        if (pod.ready) {
            ready(pod, false);
        }
        for (int i = 1; i <= CRASHES; i++) {
            int restarts = i;
            at(now.plus(Duration.ofSeconds(3L * i)), () -> crashed(pod, restarts));
        }
    }

    void ready(SimulatedPod pod, boolean ready) {
        pod.ready = ready && !pod.terminating && !pod.crashing;
        reconcile();
        after(1, 300, this::syncEndpoints);
    }

    private void terminate(SimulatedPod pod) {
        if (!pod.terminating) {
            pod.terminating = true;
            pod.ready = false;
            after(1, 300, this::syncEndpoints);
            after(200, 5000, () -> gone(pod));
        }
    }

    private void crashed(SimulatedPod pod, int restarts) {
        changes++;
        pod.restarts = restarts;
    }

    private void gone(SimulatedPod pod) {
        changes++;
        pods.remove(pod);
    }

    private void syncEndpoints() {
        Map<String, List<SimulatedPod>> found = new HashMap<>();
        for (String service : names("Service")) {
            found.put(
                    service,
                    pods.stream()
                            .filter(pod -> pod.ready && isSelected(service, pod.deployment))
                            .toList());
        }
        if (!found.equals(endpoints)) {
            changes++;
            endpoints = found;
        }
    }

    /** Whether a Service picks the pods of a Deployment. */
    boolean isSelected(String service, String deployment) {
        JsonNode labels = object("Deployment", deployment).at("/spec/template/metadata/labels");
        return object("Service", service).at("/spec/selector").properties().stream()
                .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }

    int ready(String deployment) {
        return (int) pods.stream()
                .filter(pod -> pod.ready && pod.deployment.equals(deployment))
                .count();
    }

    /** Ready pods of a Deployment that a Service leads to. */
    int behind(String service, String deployment) {
        return (int) endpoints.getOrDefault(service, List.of()).stream()
                .filter(pod -> pod.deployment.equals(deployment))
                .count();
    }
}
