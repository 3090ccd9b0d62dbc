package io.jenkins.plugins.rolloutgate.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a release sees of its cluster at one moment; objects that are missing are simply not in it.
 *
 * @param endpoints by name of their Service
 * @param pods all that a Deployment or Service of the release selects
 * @param route what shares the traffic by weights, where the release asked for one
 * @param namespaceMissing whether nothing was found because there is no such namespace; false also where nobody may look
 */
public record Observation(
        Map<String, Deployment> deployments,
        Map<String, Service> services,
        Map<String, List<Endpoint>> endpoints,
        List<Pod> pods,
        List<Autoscaler> autoscalers,
        List<DisruptionBudget> budgets,
        Optional<Route> route,
        boolean namespaceMissing) {

    /** An observation of a namespace that exists. */
    public Observation(
            Map<String, Deployment> deployments,
            Map<String, Service> services,
            Map<String, List<Endpoint>> endpoints,
            List<Pod> pods,
            List<Autoscaler> autoscalers,
            List<DisruptionBudget> budgets,
            Optional<Route> route) {
        this(deployments, services, endpoints, pods, autoscalers, budgets, route, false);
    }

    /** An observation without a route. */
    public Observation(
            Map<String, Deployment> deployments,
            Map<String, Service> services,
            Map<String, List<Endpoint>> endpoints,
            List<Pod> pods,
            List<Autoscaler> autoscalers,
            List<DisruptionBudget> budgets) {
        this(deployments, services, endpoints, pods, autoscalers, budgets, Optional.empty());
    }

    public Observation {
        deployments = Map.copyOf(deployments);
        services = Map.copyOf(services);
        endpoints = Map.copyOf(endpoints);
        pods = List.copyOf(pods);
        autoscalers = List.copyOf(autoscalers);
        budgets = List.copyOf(budgets);
    }

    /** The same, knowing that there is no such namespace. */
    public Observation withoutNamespace() {
        return new Observation(deployments, services, endpoints, pods, autoscalers, budgets, route, true);
    }

    public Optional<Deployment> deployment(String name) {
        return Optional.ofNullable(deployments.get(name));
    }

    public Optional<Service> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    public Optional<Autoscaler> autoscalerOf(String deployment) {
        return autoscalers.stream()
                .filter(autoscaler -> autoscaler.deployment().equals(deployment))
                .findFirst();
    }

    /** Pods of a Deployment, those that are ending included. */
    public List<Pod> pods(Deployment deployment) {
        return pods.stream()
                .filter(pod -> Labels.matches(deployment.selector(), pod.labels()))
                .toList();
    }

    /** Endpoints of a Service whose pods are of this Deployment and ready. */
    public int readyEndpoints(String service, Deployment deployment) {
        List<String> uids = pods(deployment).stream().map(Pod::uid).toList();
        return (int) endpoints.getOrDefault(service, List.of()).stream()
                .filter(endpoint -> endpoint.ready() && uids.contains(endpoint.podUid()))
                .count();
    }

    /** All ready endpoints of a Service, whosever they are. */
    public int readyEndpoints(String service) {
        return (int) endpoints.getOrDefault(service, List.of()).stream()
                .filter(Endpoint::ready)
                .count();
    }

    /** Metadata of everything that a release may write. */
    public Stream<Metadata> written() {
        return Stream.of(
                        deployments.values().stream().map(Deployment::metadata),
                        services.values().stream().map(Service::metadata),
                        autoscalers.stream().map(Autoscaler::metadata),
                        route.stream().map(Route::metadata))
                .flatMap(found -> found);
    }
}
