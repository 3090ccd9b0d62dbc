package io.jenkins.plugins.rolloutgate.simulator.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Kubernetes as far as a release can see it, with its controllers, in virtual time. */
final class SimulatedWorld implements InstantSource {
    static final String NAMESPACE = "shop";
    static final String BLUE = "web-blue";
    static final String GREEN = "web-green";
    static final String ACTIVE = "web-active";
    static final String GOOD = "web:2";
    static final String BAD = "web:bad";
    static final String CRASH = "web:crash";

    final Random random;
    final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    final List<SimulatedPod> pods = new ArrayList<>();
    /** By Service. */
    Map<String, List<SimulatedPod>> endpoints = Map.of();

    private final PriorityQueue<Timed> timeline =
            new PriorityQueue<>(Comparator.comparing(Timed::at).thenComparing(Timed::order));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long order;
    private long version = 100;
    private int podNumber;
    private long changes;
    private long acceptedGeneration;

    private record Timed(Instant at, long order, Runnable what) {}

    SimulatedWorld(Random random) {
        this.random = random;
    }

    /** Two colours, of which blue has the traffic. */
    static SimulatedWorld blueGreen(Random random, int replicas, Autoscaling autoscaling) {
        SimulatedWorld world = new SimulatedWorld(random);
        world.put("Deployment", BLUE, deployment("blue", replicas));
        world.put("Deployment", GREEN, deployment("green", 0));
        world.put("Service", ACTIVE, service(",\"version\":\"blue\""));
        if (autoscaling != Autoscaling.NONE) {
            world.put("HorizontalPodAutoscaler", BLUE, autoscaler(BLUE));
        }
        if (autoscaling == Autoscaling.EACH) {
            world.put("HorizontalPodAutoscaler", GREEN, autoscaler(GREEN));
        }
        return world.begun();
    }

    /** What stands has stood for long. */
    SimulatedWorld begun() {
        reconcile();
        pods.forEach(pod -> pod.ready = true);
        syncEndpoints();
        return this;
    }

    /** Who scales the two colours. */
    enum Autoscaling {
        NONE,
        SHARED,
        EACH
    }

    static ObjectNode service(String versions) {
        return Json.parse("{\"spec\":{\"clusterIP\":\"10.0.0.1\",\"selector\":{\"app\":\"web\"" + versions + "}}}")
                .deepCopy();
    }

    static ObjectNode deployment(String colour, int replicas) {
        return Json.parse("""
                {"metadata":{"generation":1},
                 "spec":{"replicas":%d,"selector":{"matchLabels":{"app":"web","version":"%s"}},
                  "template":{"metadata":{"labels":{"app":"web","version":"%s"}},
                   "spec":{"containers":[{"name":"web","image":"web:1"}]}}}}""".formatted(replicas, colour, colour)).deepCopy();
    }

    static ObjectNode autoscaler(String deployment) {
        return Json.parse("""
                {"spec":{"minReplicas":2,"maxReplicas":9,"scaleTargetRef":{"kind":"Deployment","name":"%s"}}}""".formatted(deployment)).deepCopy();
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
        if (kind.equals("HTTPRoute")) {
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
                create(name, image);
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

    private void create(String deployment, String image) {
        SimulatedPod pod = new SimulatedPod(deployment, image, "pod-" + podNumber++);
        pods.add(pod);
        if (image.equals(CRASH)) {
            for (int i = 1; i <= 4; i++) {
                int restarts = i;
                at(now.plus(Duration.ofSeconds(3L * i)), () -> crashed(pod, restarts));
            }
        } else if (!image.equals(BAD)) {
            after(300, 5000, () -> ready(pod, true));
        }
    }

    void ready(SimulatedPod pod, boolean ready) {
        pod.ready = ready && !pod.terminating;
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
        changes++;
        Map<String, List<SimulatedPod>> found = new HashMap<>();
        for (String service : names("Service")) {
            found.put(
                    service,
                    pods.stream()
                            .filter(pod -> pod.ready && isSelected(service, pod.deployment))
                            .toList());
        }
        endpoints = found;
    }

    /** Whether a Service picks the pods of a Deployment. */
    boolean isSelected(String service, String deployment) {
        JsonNode version = object("Service", service).at("/spec/selector/version");
        return version.isMissingNode() || deployment.endsWith(version.asText());
    }

    int ready(String deployment) {
        return (int) pods.stream()
                .filter(pod -> pod.ready && pod.deployment.equals(deployment))
                .count();
    }

    /** Pods that could really serve what the active Service selects now. */
    int ableToServe() {
        return names("Deployment").stream()
                .filter(name -> isSelected(ACTIVE, name))
                .mapToInt(this::ready)
                .sum();
    }
}
