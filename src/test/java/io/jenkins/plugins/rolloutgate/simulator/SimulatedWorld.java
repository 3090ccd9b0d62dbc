package io.jenkins.plugins.rolloutgate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** Kubernetes as far as a blue-green release can see it, with its controllers, in virtual time. */
final class SimulatedWorld implements InstantSource {
    static final String NAMESPACE = "shop";
    static final String BLUE = "web-blue";
    static final String GREEN = "web-green";
    static final String ACTIVE = "web-active";
    static final String OLD = "web:1";
    static final String GOOD = "web:2";
    static final String BAD = "web:bad";
    static final String CRASH = "web:crash";

    final Random random;
    final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    final List<SimulatedPod> pods = new ArrayList<>();
    List<SimulatedPod> endpoints = List.of();
    private final PriorityQueue<Timed> timeline =
            new PriorityQueue<>(Comparator.comparing(Timed::at).thenComparing(Timed::order));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long order;
    private long version = 100;
    private int podNumber;
    private long changes;
    /** Pods that the traffic needs, as autoscalers see it. */
    private int load;

    private record Timed(Instant at, long order, Runnable what) {}

    /**
     * What stands at the start.
     *
     * @param replicas size of blue, which has the traffic
     * @param idleImage image of green
     * @param idleReplicas size of green
     */
    record Start(int replicas, Autoscaling autoscaling, String idleImage, int idleReplicas) {}

    SimulatedWorld(Random random, Start start) {
        this.random = random;
        this.load = start.replicas();
        put("Deployment", BLUE, deployment("blue", OLD, start.replicas()));
        put("Deployment", GREEN, deployment("green", start.idleImage(), start.idleReplicas()));
        put("Service", ACTIVE, Json.parse("""
                {"spec":{"clusterIP":"10.0.0.1","selector":{"app":"web","version":"blue"}}}""").deepCopy());
        if (start.autoscaling() != Autoscaling.NONE) {
            put("HorizontalPodAutoscaler", BLUE, autoscaler(BLUE));
            after(0, 15_000, this::autoscale);
        }
        if (start.autoscaling() == Autoscaling.EACH) {
            put("HorizontalPodAutoscaler", GREEN, autoscaler(GREEN));
        }
        reconcile();
        pods.stream().filter(pod -> !neverReady(pod.image)).forEach(pod -> pod.ready = true);
        syncEndpoints();
    }

    /** Who scales the two colours. */
    enum Autoscaling {
        NONE,
        SHARED,
        EACH
    }

    private static ObjectNode deployment(String colour, String image, int replicas) {
        return Json.parse("""
                {"metadata":{"generation":1},
                 "spec":{"replicas":%d,"selector":{"matchLabels":{"app":"web","version":"%s"}},
                  "template":{"metadata":{"labels":{"app":"web","version":"%s"}},
                   "spec":{"containers":[{"name":"web","image":"%s"}]}}}}""".formatted(replicas, colour, colour, image)).deepCopy();
    }

    private static ObjectNode autoscaler(String deployment) {
        return Json.parse("""
                {"spec":{"minReplicas":1,"maxReplicas":9,"scaleTargetRef":{"kind":"Deployment","name":"%s"}}}""".formatted(deployment)).deepCopy();
    }

    private void put(String kind, String name, ObjectNode object) {
        ObjectNode metadata =
                object.path("metadata") instanceof ObjectNode found ? found : object.putObject("metadata");
        metadata.put("name", name).put("uid", kind + "-" + name).put("resourceVersion", "" + version++);
        objects.put(kind + "/" + name, object);
    }

    ObjectNode object(String kind, String name) {
        return objects.get(kind + "/" + name);
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
        for (String name : List.of(BLUE, GREEN)) {
            ObjectNode deployment = object("Deployment", name);
            if (deployment == null) {
                pods.stream().filter(pod -> pod.deployment.equals(name)).forEach(this::terminate);
                continue;
            }
            String image =
                    deployment.at("/spec/template/spec/containers/0/image").asText();
            int desired = deployment.at("/spec/replicas").asInt();
            List<SimulatedPod> current = alive(name, image);
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
        } else if (!neverReady(image)) {
            after(300, 5000, () -> ready(pod, true));
        }
    }

    private static boolean neverReady(String image) {
        return image.equals(BAD) || image.equals(CRASH);
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

    /** From now on the traffic needs this many pods. */
    void load(int replicas) {
        load = replicas;
    }

    /** What autoscalers do every 15 s: the colour with the traffic follows the load, an idle one falls to its floor. */
    private void autoscale() {
        for (String name : List.of(BLUE, GREEN)) {
            ObjectNode autoscaler = object("HorizontalPodAutoscaler", name);
            if (autoscaler != null) {
                autoscale(autoscaler);
            }
        }
        at(now.plusSeconds(15), this::autoscale);
    }

    private void autoscale(ObjectNode autoscaler) {
        String target = autoscaler.at("/spec/scaleTargetRef/name").asText();
        int size = replicas(target);
        int least = autoscaler.at("/spec/minReplicas").asInt();
        int most = autoscaler.at("/spec/maxReplicas").asInt();
        int wanted = Math.min(most, Math.max(least, target.endsWith(activeColour()) ? load : 0));
        // Scaling down is put off for a while, so that a short lull costs nothing.
        if (size > 0 && (wanted > size || (wanted < size && chance(0.3)))) {
            ObjectNode scaled = object("Deployment", target).deepCopy();
            ((ObjectNode) scaled.path("spec")).put("replicas", wanted);
            store("Deployment", target, scaled);
        }
    }

    int replicas(String deployment) {
        return object("Deployment", deployment).at("/spec/replicas").asInt();
    }

    String activeColour() {
        return object("Service", ACTIVE).at("/spec/selector/version").asText();
    }

    private void syncEndpoints() {
        changes++;
        String colour = activeColour();
        endpoints = pods.stream()
                .filter(pod -> pod.deployment.endsWith(colour) && pod.ready)
                .toList();
    }

    /** Pods that could really serve what the active Service selects now. */
    int ableToServe() {
        String colour = activeColour();
        return (int) pods.stream()
                .filter(pod -> pod.deployment.endsWith(colour) && pod.ready)
                .count();
    }
}
