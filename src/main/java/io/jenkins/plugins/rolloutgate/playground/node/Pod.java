package io.jenkins.plugins.rolloutgate.playground.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DeleteOptions;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork.Connection;
import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork.Usage;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import io.jenkins.plugins.rolloutgate.playground.controller.ControllerLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** One pod on the node, from its binding to its end. Lives on the controller thread, except for reads of port and log. */
final class Pod {
    private static final String KUBELET = "kubelet";
    private static final String SCHEDULER = "default-scheduler";
    private static final String NO_NODE =
            "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available:"
                    + " 3 No preemption victims found for incoming pod.";
    private static final Duration QUIET_CHECK = Duration.ofMillis(10);

    private final Store store;
    private final ControllerLoop loop;
    private final ExecutorService threads;
    private final NodeOptions options;
    private final PodView pod;
    private final PodStatus status;
    private final BadContainer bad;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile PodServer server;
    private boolean ending;
    private volatile boolean gone;

    Pod(Store store, ControllerLoop loop, ExecutorService threads, NodeOptions options, JsonNode pod) {
        this.store = store;
        this.loop = loop;
        this.threads = threads;
        this.options = options;
        this.pod = new PodView(store, pod);
        this.status = new PodStatus(store, pod);
        this.bad = new BadContainer(this.pod, status, options.podStart(), this::later);
    }

    OptionalInt port() {
        PodServer running = server;
        return running == null || gone ? OptionalInt.empty() : OptionalInt.of(running.port());
    }

    Optional<Usage> usage() {
        PodServer running = server;
        return running == null || gone
                ? Optional.empty()
                : Optional.of(running.metrics().usage());
    }

    List<String> log() {
        return List.copyOf(log);
    }

    Set<Connection> connections() {
        return connections;
    }

    /** Schedules the pod and starts its containers. */
    void start() {
        ImageBehaviour behaviour = ImageBehaviour.of(pod.image());
        if (behaviour == ImageBehaviour.PENDING) {
            status.unschedulable(NO_NODE);
            pod.warning(SCHEDULER, "FailedScheduling", NO_NODE);
            return;
        }
        store.change(
                ResourceType.PODS,
                pod.pod(),
                Part.SPEC,
                copy -> Json.child(copy, "spec").put("nodeName", Node.NAME));
        String assigned = "Successfully assigned %s/%s to %s".formatted(pod.namespace(), pod.name(), Node.NAME);
        pod.normal(SCHEDULER, "Scheduled", assigned);
        status.creating();
        later(halfStart(), behaviour == ImageBehaviour.UNPULLABLE ? bad::failPull : () -> run(behaviour));
    }

    private void run(ImageBehaviour behaviour) {
        pod.normal(KUBELET, "Pulled", "Container image \"%s\" already present on machine".formatted(pod.image()));
        pod.normal(KUBELET, "Created", "Created container: " + pod.container());
        pod.normal(KUBELET, "Started", "Started container " + pod.container());
        log.add("starting " + pod.image());
        if (behaviour == ImageBehaviour.CRASH) {
            log.addAll(BadContainer.LAST_WORDS);
            bad.crash();
            return;
        }
        log.add("listening on :8080");
        server = startServer();
        status.running();
        later(halfStart(), behaviour == ImageBehaviour.UNREADY ? bad::failProbe : status::ready);
    }

    /** Half for the image and the container, half for the process inside. */
    private Duration halfStart() {
        return options.podStart().dividedBy(2);
    }

    private PodServer startServer() {
        try {
            return new PodServer(threads, pod);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a loopback port for pod " + pod.name(), e);
        }
    }

    /** Serves on for the drain time, finishes what is in flight, and removes the pod. */
    void end() {
        if (ending) {
            return;
        }
        ending = true;
        pod.normal(KUBELET, "Killing", "Stopping container " + pod.container());
        PodServer running = server;
        if (running == null) {
            remove();
            return;
        }
        running.drain();
        loop.after(options.drain(), this::closeWhenQuiet);
        int grace = Json.integer(pod.pod(), "/spec/terminationGracePeriodSeconds", 30);
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
            store.find(ResourceType.PODS, pod.namespace(), pod.name())
                    .filter(current -> Meta.uid(current).equals(Meta.uid(pod.pod())))
                    .ifPresent(
                            current -> store.delete(ResourceType.PODS, pod.namespace(), pod.name(), DeleteOptions.NOW));
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
}
