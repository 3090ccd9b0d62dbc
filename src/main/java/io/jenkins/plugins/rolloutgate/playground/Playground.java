package io.jenkins.plugins.rolloutgate.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.AccessPolicy;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ApiServer;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Faults;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Json;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Meta;
import io.jenkins.plugins.rolloutgate.playground.apiserver.RequestCounter;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store;
import io.jenkins.plugins.rolloutgate.playground.controller.ControllerLoop;
import io.jenkins.plugins.rolloutgate.playground.controller.DeploymentController;
import io.jenkins.plugins.rolloutgate.playground.controller.EndpointSliceController;
import io.jenkins.plugins.rolloutgate.playground.controller.GarbageCollector;
import io.jenkins.plugins.rolloutgate.playground.controller.ReplicaSetController;
import io.jenkins.plugins.rolloutgate.playground.controller.RouteController;
import io.jenkins.plugins.rolloutgate.playground.node.Node;
import io.jenkins.plugins.rolloutgate.playground.node.NodeOptions;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Prometheus;
import io.jenkins.plugins.rolloutgate.playground.prometheus.Target;
import io.jenkins.plugins.rolloutgate.playground.traffic.Front;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadGenerator;
import io.jenkins.plugins.rolloutgate.playground.traffic.LoadPlan;
import io.jenkins.plugins.rolloutgate.playground.traffic.RouteFront;
import io.jenkins.plugins.rolloutgate.playground.traffic.ServiceFront;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A whole small cluster in this process, for the demo and for tests: API server, controllers, pods that are real HTTP
 * servers, and traffic to them; everything on 127.0.0.1. Keeps nothing: closing it ends it all. Safe for use by any thread.
 */
public final class Playground implements AutoCloseable {
    private final Options options;
    private final Store store = new Store(InstantSource.system());
    private final ControllerLoop loop = new ControllerLoop();
    private final RouteController routes;
    private final Node node;
    private final ApiServer api;
    private final Prometheus prometheus;
    private final List<AutoCloseable> traffic = new CopyOnWriteArrayList<>();

    private Playground(Options options) throws IOException {
        this.options = options;
        new DeploymentController(store, loop);
        new ReplicaSetController(store, loop);
        new EndpointSliceController(store, loop);
        new GarbageCollector(store, loop);
        routes = new RouteController(store, loop, options.routeDelay());
        node = new Node(store, loop, new NodeOptions(options.podStart(), options.drain()));
        api = ApiServer.start(store, node, options.port());
        prometheus = Prometheus.start(store.clock(), this::scrapeTargets);
        namespace("default");
        namespace("kube-system");
    }

    /** Starts the cluster with the namespaces {@code default} and {@code kube-system}; throws when the port is taken. */
    public static Playground start(Options options) {
        try {
            return new Playground(options);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot start the playground on 127.0.0.1:" + options.port() + ": choose another port", e);
        }
    }

    public String apiServerUrl() {
        return api.url();
    }

    /** A kubeconfig whose only context is this cluster, without credentials. */
    public String kubeconfig() {
        return """
            apiVersion: v1
            kind: Config
            clusters:
            - name: playground
              cluster:
                server: %s
            users:
            - name: playground
              user: {}
            contexts:
            - name: playground
              context:
                cluster: playground
                user: playground
            current-context: playground
            """.formatted(api.url());
    }

    public Path writeKubeconfig(Path file) throws IOException {
        return Files.writeString(file, kubeconfig());
    }

    /** Creates a namespace unless it exists. */
    public void namespace(String name) {
        if (store.find(ResourceType.NAMESPACES, "", name).isEmpty()) {
            ObjectNode namespace = Json.object();
            namespace.putObject("metadata").put("name", name);
            store.create(ResourceType.NAMESPACES, namespace, false);
        }
    }

    /** Creates both Deployments and both Services, with their namespace; their pods are not awaited. */
    public void deployBlueGreen(BlueGreenApp app) {
        deploy(app.namespace(), app.objects());
    }

    /** Creates Deployments, Services and the route, with their namespace; pods and conditions are not awaited. */
    public void deployCanary(CanaryApp app) {
        deploy(app.namespace(), app.objects());
    }

    private void deploy(String namespace, List<ObjectNode> objects) {
        namespace(namespace);
        objects.forEach(object -> store.create(ResourceType.of(object), object, false));
    }

    /** Opens a port that leads to the ready endpoints of a Service, until the playground is closed. */
    public Front front(String namespace, String service) {
        return opened(ServiceFront.open(store, loop, node, namespace, service, options.frontLag()));
    }

    /** Opens a port that leads to the application in the way of its routing, until the playground is closed. */
    public Front front(CanaryApp app) {
        return switch (app.routing()) {
            case REPLICAS -> front(app.namespace(), app.name() + "-active");
            case HTTP_ROUTE -> gateway(ResourceType.HTTPROUTES, app);
            case VIRTUAL_SERVICE -> gateway(ResourceType.VIRTUALSERVICES, app);
        };
    }

    private Front gateway(ResourceType type, CanaryApp app) {
        return opened(RouteFront.open(store, loop, node, type, app.namespace(), app.name(), options.frontLag()));
    }

    private Front opened(Front front) {
        traffic.add(front);
        return front;
    }

    /** Starts to send requests to a front, until the load is closed or its time is over. */
    public LoadGenerator load(Front front, LoadPlan plan) {
        LoadGenerator load = LoadGenerator.start(front.url(), plan);
        traffic.add(load);
        return load;
    }

    /** Decides from now on which requests are forbidden. */
    public void setAccessPolicy(AccessPolicy policy) {
        api.setAccessPolicy(policy);
    }

    /** Scrapes all pods from the beginning. */
    public Prometheus prometheus() {
        return prometheus;
    }

    /** The running pods, with the labels that the usual Kubernetes discovery of Prometheus gives them. */
    public List<Target> scrapeTargets() {
        List<Target> targets = new ArrayList<>();
        for (ObjectNode pod : store.list(ResourceType.PODS, "", any -> true).items()) {
            Map<String, String> labels = Map.of(
                    "job", "pods",
                    "instance", Meta.name(pod) + ":8080",
                    "namespace", Meta.namespace(pod),
                    "pod", Meta.name(pod),
                    "app", Json.text(pod, "/metadata/labels/app"),
                    "version", Json.text(pod, "/metadata/labels/version"));
            node.port(Meta.uid(pod)).ifPresent(port -> targets.add(new Target(port, labels)));
        }
        return targets;
    }

    /** The controller that answers for HTTPRoutes, which may be told to refuse or to lag. */
    public RouteController routes() {
        return routes;
    }

    public Faults faults() {
        return api.faults();
    }

    public RequestCounter requests() {
        return api.requests();
    }

    /** Ends every watch before its time, as a restart of the API server does. */
    public void endWatches() {
        api.endWatches();
    }

    /** Lets the API server forget past changes: who continues a watch from before gets 410. */
    public void compact() {
        api.compact();
    }

    @Override
    public void close() {
        // What sends requests was opened after what takes them.
        for (int i = traffic.size() - 1; i >= 0; i--) {
            try {
                traffic.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException("Cannot stop the traffic of the playground", e);
            }
        }
        prometheus.close();
        api.close();
        loop.close();
        node.close();
    }
}
