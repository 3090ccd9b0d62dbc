package io.jenkins.plugins.rolloutgate.playground.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change;
import io.jenkins.plugins.rolloutgate.playground.apiserver.DaemonThreads;
import io.jenkins.plugins.rolloutgate.playground.apiserver.EndpointSlices;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.PodNetwork;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.controller.ControllerLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Forwards TCP connections to the pods behind one Service, as kube-proxy does: each new connection goes to the next ready
 * endpoint, an established one stays with its pod until either side ends it. Follows the EndpointSlices with a lag.
 */
public final class ServiceFront implements Front {
    private static final int BACKLOG = 512;

    private final Store store;
    private final PodNetwork network;
    private final String namespace;
    private final String service;
    private final ServerSocket listener;
    private final Consumer<Change> changes;
    private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = DaemonThreads.pool("playground-front");
    private volatile List<String> pods;
    private int turn;

    private ServiceFront(
            Store store, ControllerLoop loop, PodNetwork network, String namespace, String service, Duration lag)
            throws IOException {
        this.store = store;
        this.network = network;
        this.namespace = namespace;
        this.service = service;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        changes = change -> {
            if (change.type() == ResourceType.ENDPOINTSLICES && concerns(change.object())) {
                loop.after(lag, this::refresh);
            }
        };
        store.addListener(changes);
        pods = read();
        threads.execute(this::accept);
    }

    /** Opens a free port on 127.0.0.1; a Service that does not exist yet has no endpoints. */
    public static ServiceFront open(
            Store store, ControllerLoop loop, PodNetwork network, String namespace, String service, Duration lag) {
        try {
            return new ServiceFront(store, loop, network, namespace, service, lag);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a loopback port for Service " + service, e);
        }
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private boolean concerns(JsonNode slice) {
        return Meta.namespace(slice).equals(namespace)
                && EndpointSlices.serviceOf(slice).equals(service);
    }

    private void refresh() {
        pods = read();
    }

    /** Ready endpoints, or those that end and still serve when there is none, as kube-proxy has it. */
    private List<String> read() {
        List<String> ready = EndpointSlices.pods(store, namespace, service, "ready");
        return ready.isEmpty() ? EndpointSlices.pods(store, namespace, service, "serving") : ready;
    }

    private void accept() {
        try {
            while (!threads.isShutdown()) {
                Socket client = listener.accept();
                String pod = next();
                Tunnel tunnel = new Tunnel(client, new Socket());
                network.opened(pod, tunnel);
                threads.execute(() -> run(tunnel, pod));
            }
        } catch (IOException | RejectedExecutionException e) {
            // Only our own close ends up here.
            return;
        }
    }

    /** The uid of the pod whose turn it is; empty when there is none. */
    private String next() {
        List<String> current = pods;
        return current.isEmpty() ? "" : current.get(Math.floorMod(turn++, current.size()));
    }

    private void run(Tunnel tunnel, String pod) {
        tunnels.add(tunnel);
        try {
            tunnel.run(network.port(pod), threads);
        } finally {
            tunnels.remove(tunnel);
            network.closed(pod, tunnel);
        }
    }

    @Override
    public void close() {
        store.removeListener(changes);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the front of Service " + service, e);
        } finally {
            tunnels.forEach(Tunnel::close);
            threads.shutdown();
        }
    }
}
