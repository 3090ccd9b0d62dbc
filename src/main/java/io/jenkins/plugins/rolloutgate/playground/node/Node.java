package io.jenkins.plugins.rolloutgate.playground.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DaemonThreads;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.controller.ControllerLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** Scheduler and kubelet of the one node: runs every pod as an HTTP server in this process. */
public final class Node implements PodNetwork, AutoCloseable {
    static final String NAME = "playground";

    private final Store store;
    private final ControllerLoop loop;
    private final NodeOptions options;
    private final ExecutorService threads = DaemonThreads.pool("playground-pod");
    private final Map<String, Pod> pods = new ConcurrentHashMap<>();

    public Node(Store store, ControllerLoop loop, NodeOptions options) {
        this.store = store;
        this.loop = loop;
        this.options = options;
        ObjectNode node = Json.object();
        node.putObject("metadata").put("name", NAME);
        store.create(ResourceType.NODES, node, false);
        store.addListener(change -> {
            if (change.type() == ResourceType.PODS) {
                loop.after(Duration.ZERO, () -> changed(change));
            }
        });
    }

    private void changed(Change change) {
        String uid = Meta.uid(change.object());
        switch (change.kind()) {
            case ADDED -> {
                Pod pod = new Pod(store, loop, threads, options, change.object());
                pods.put(uid, pod);
                pod.start();
            }
            case MODIFIED -> {
                if (Meta.isTerminating(change.object()) && pods.containsKey(uid)) {
                    pods.get(uid).end();
                }
            }
            case DELETED -> {
                Pod pod = pods.remove(uid);
                if (pod != null) {
                    pod.kill();
                }
            }
        }
    }

    @Override
    public OptionalInt port(String podUid) {
        Pod pod = pods.get(podUid);
        return pod == null ? OptionalInt.empty() : pod.port();
    }

    @Override
    public Optional<Usage> usage(String podUid) {
        Pod pod = pods.get(podUid);
        return pod == null ? Optional.empty() : pod.usage();
    }

    @Override
    public List<String> log(String podUid, boolean previous) {
        Pod pod = pods.get(podUid);
        return pod == null ? List.of() : pod.log();
    }

    @Override
    public void opened(String podUid, Connection connection) {
        Pod pod = pods.get(podUid);
        if (pod != null) {
            pod.connections().add(connection);
        }
    }

    @Override
    public void closed(String podUid, Connection connection) {
        Pod pod = pods.get(podUid);
        if (pod != null) {
            pod.connections().remove(connection);
        }
    }

    @Override
    public void close() {
        pods.values().forEach(Pod::kill);
        threads.shutdownNow();
    }
}
