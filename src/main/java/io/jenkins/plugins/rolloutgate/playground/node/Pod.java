package io.jenkins.plugins.rolloutgate.playground.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DeleteOptions;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork.Connection;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import io.jenkins.plugins.rolloutgate.playground.controller.ControllerLoop;
import io.jenkins.plugins.rolloutgate.playground.controller.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** One pod on the node, from its binding to its end. Lives on the controller thread, except for reads of port and log. */
final class Pod {
    private static final int FIRST_BACK_OFF_SECONDS = 10;
    private static final int LONGEST_BACK_OFF_SECONDS = 300;
    private static final Duration QUIET_CHECK = Duration.ofMillis(10);

    private final Store store;
    private final ControllerLoop loop;
    private final ExecutorService threads;
    private final NodeOptions options;
    private final JsonNode pod;
    private final String image;
    private final PodStatus status;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile PodServer server;
    private boolean ending;
    private volatile boolean gone;
    private int restarts;

    Pod(Store store, ControllerLoop loop, ExecutorService threads, NodeOptions options, JsonNode pod) {
        this.store = store;
        this.loop = loop;
        this.threads = threads;
        this.options = options;
        this.pod = pod;
        this.image = Json.text(pod, "/spec/containers/0/image");
        this.status = new PodStatus(store, pod);
    }

    OptionalInt port() {
        PodServer running = server;
        return running == null || gone ? OptionalInt.empty() : OptionalInt.of(running.port());
    }

    List<String> log() {
        return List.copyOf(log);
    }

    Set<Connection> connections() {
        return connections;
    }

    /** Schedules the pod and starts its containers. */
    void start() {
        ImageBehaviour behaviour = ImageBehaviour.of(image);
        if (behaviour == ImageBehaviour.PENDING) {
            String message = "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available:"
                    + " 3 No preemption victims found for incoming pod.";
            status.unschedulable(message);
            event(true, "default-scheduler", "FailedScheduling", message);
            return;
        }
        store.change(
                ResourceType.PODS,
                pod,
                Part.SPEC,
                copy -> Json.child(copy, "spec").put("nodeName", Node.NAME));
        event(
                false,
                "default-scheduler",
                "Scheduled",
                "Successfully assigned %s/%s to %s".formatted(Meta.namespace(pod), Meta.name(pod), Node.NAME));
        status.creating();
        if (behaviour == ImageBehaviour.UNPULLABLE) {
            later(options.podStart().dividedBy(2), this::failPull);
        } else {
            later(options.podStart().dividedBy(2), () -> run(behaviour));
        }
    }

    private void run(ImageBehaviour behaviour) {
        event(false, "kubelet", "Pulled", "Container image \"%s\" already present on machine".formatted(image));
        event(false, "kubelet", "Created", "Created container: " + containerName());
        event(false, "kubelet", "Started", "Started container " + containerName());
        if (behaviour == ImageBehaviour.CRASH) {
            log.addAll(List.of(
                    "starting " + image,
                    "panic: cannot open database: dial tcp 10.0.0.7:5432: connect: connection refused",
                    "goroutine 1 [running]:",
                    "main.main()"));
            crash();
            return;
        }
        log.addAll(List.of("starting " + image, "listening on :8080"));
        server = startServer();
        status.running();
        if (behaviour == ImageBehaviour.UNREADY) {
            later(options.podStart().dividedBy(2), this::failProbe);
        } else {
            later(options.podStart().dividedBy(2), status::ready);
        }
    }

    private PodServer startServer() {
        try {
            String version = pod.path("metadata").path("labels").path("version").asText("");
            return new PodServer(threads, Meta.name(pod), image, version);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a loopback port for pod " + Meta.name(pod), e);
        }
    }

    private void failProbe() {
        event(true, "kubelet", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
        later(Duration.ofSeconds(1), this::failProbe);
    }

    private void failPull() {
        String reference = image.contains("/") ? image : "docker.io/library/" + image;
        String message =
                "failed to pull and unpack image \"%1$s\": failed to resolve reference \"%1$s\": %1$s: not found"
                        .formatted(reference);
        String error = "rpc error: code = NotFound desc = " + message;
        event(false, "kubelet", "Pulling", "Pulling image \"%s\"".formatted(image));
        event(true, "kubelet", "Failed", "Failed to pull image \"%s\": %s".formatted(image, error));
        event(true, "kubelet", "Failed", "Error: ErrImagePull");
        status.waiting("ErrImagePull", error);
        later(options.podStart(), () -> {
            String backOff = "Back-off pulling image \"%s\"".formatted(image);
            event(false, "kubelet", "BackOff", backOff);
            event(true, "kubelet", "Failed", "Error: ImagePullBackOff");
            status.waiting("ImagePullBackOff", backOff + ": ErrImagePull: " + error);
            later(options.podStart().multipliedBy(4), this::failPull);
        });
    }

    private void crash() {
        int seconds = Math.min(LONGEST_BACK_OFF_SECONDS, FIRST_BACK_OFF_SECONDS << Math.min(restarts, 5));
        String subject = "container=%s pod=%s_%s(%s)"
                .formatted(containerName(), Meta.name(pod), Meta.namespace(pod), Meta.uid(pod));
        status.crashed(restarts, "back-off %ds restarting failed %s".formatted(seconds, subject));
        event(
                true,
                "kubelet",
                "BackOff",
                "Back-off restarting failed container %s in pod %s_%s(%s)"
                        .formatted(containerName(), Meta.name(pod), Meta.namespace(pod), Meta.uid(pod)));
        restarts++;
        later(options.podStart().multipliedBy(restarts), this::crash);
    }

    /** Serves on for the drain time, finishes what is in flight, and removes the pod. */
    void end() {
        if (ending) {
            return;
        }
        ending = true;
        event(false, "kubelet", "Killing", "Stopping container " + containerName());
        PodServer running = server;
        if (running == null) {
            remove();
            return;
        }
        running.drain();
        loop.after(options.drain(), this::closeWhenQuiet);
        int grace = Json.integer(pod, "/spec/terminationGracePeriodSeconds", 30);
        loop.after(Duration.ofSeconds(grace).plus(options.drain()), () -> {
            running.close();
            remove();
        });
    }

    private void closeWhenQuiet() {
        if (gone) {
            return;
        }
        if (server.isIdle() && connections.stream().noneMatch(Connection::isBusy)) {
            server.close();
            remove();
        } else {
            loop.after(QUIET_CHECK, this::closeWhenQuiet);
        }
    }

    private void remove() {
        if (!gone) {
            store.find(ResourceType.PODS, Meta.namespace(pod), Meta.name(pod))
                    .filter(current -> Meta.uid(current).equals(Meta.uid(pod)))
                    .ifPresent(current ->
                            store.delete(ResourceType.PODS, Meta.namespace(pod), Meta.name(pod), DeleteOptions.NOW));
            gone = true;
        }
    }

    /** The pod was removed without asking the node. */
    void kill() {
        gone = true;
        PodServer running = server;
        if (running != null) {
            running.close();
        }
    }

    private void later(Duration delay, Runnable step) {
        loop.after(delay, () -> {
            if (!ending && !gone) {
                step.run();
            }
        });
    }

    private String containerName() {
        return Json.text(pod, "/spec/containers/0/name");
    }

    private void event(boolean warning, String component, String reason, String message) {
        Events events = new Events(store);
        if (warning) {
            events.warning(ResourceType.PODS, pod, component, reason, message);
        } else {
            events.normal(ResourceType.PODS, pod, component, reason, message);
        }
    }
}
