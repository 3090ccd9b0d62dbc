package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.DisruptionBudget;
import io.jenkins.plugins.rolloutgate.cluster.Endpoint;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** One namespace as the watches show it, shared by all releases in it. Thread-safe. */
final class NamespaceView implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(NamespaceView.class.getName());

    private final Duration timeout;
    private final SelectorIndex<Deployment> deploymentIndex = new SelectorIndex<>(Deployment::selector);
    private final SelectorIndex<Service> serviceIndex = new SelectorIndex<>(Service::selector);
    private final GroupIndex<Slice> sliceIndex = new GroupIndex<>(Slice::service);
    private final PodIndex podIndex = new PodIndex();
    private final GroupIndex<Autoscaler> autoscalerIndex = new GroupIndex<>(Autoscaler::deployment);
    private final Store<Deployment> deployments = new Store<>(Workloads::deployment, deploymentIndex);
    private final Store<Service> services = new Store<>(Workloads::service, serviceIndex);
    private final Store<Slice> slices = new Store<>(Slice::of, sliceIndex);
    private final Store<Pod> pods = new Store<>(Pods::of, podIndex);
    private final Store<Autoscaler> autoscalers = new Store<>(Workloads::autoscaler, autoscalerIndex);
    private final Store<DisruptionBudget> budgets = new Store<>(Workloads::budget);
    private final Store<Route> httpRoutes = new Store<>(Routes::httpRoute);
    private final Store<Route> virtualServices = new Store<>(Routes::virtualService);
    private final Subscribers subscribers = new Subscribers();
    private final List<Feed<?>> required;
    private final Feed<?> autoscalerFeed;
    private final Feed<?> budgetFeed;
    /** Most clusters serve neither kind, so these are only watched once a release asks for one. */
    private final Map<Kind, Feed<?>> routeFeeds;

    private final Set<Kind> routesWanted = ConcurrentHashMap.newKeySet();
    private boolean warned;
    private long usedAt = System.nanoTime();

    NamespaceView(ApiServer api, String namespace, Timer timer) {
        this.timeout = api.timeout();
        Feeds feeds = new Feeds(api, namespace, timer);
        this.required = List.of(
                feeds.of(Resource.DEPLOYMENTS, deployments, change -> changed(change, this::isOf)),
                feeds.of(Resource.SERVICES, services, change -> changed(change, this::isOf)),
                feeds.of(Resource.ENDPOINT_SLICES, slices, change -> changed(change, this::isOf)),
                feeds.of(Resource.PODS, pods, this::podChanged));
        this.autoscalerFeed = feeds.of(Resource.AUTOSCALERS, autoscalers, change -> changed(change, this::isOf));
        this.budgetFeed = feeds.of(Resource.DISRUPTION_BUDGETS, budgets, change -> {});
        this.routeFeeds = Map.of(
                Kind.HTTP_ROUTE,
                feeds.of(Resource.HTTP_ROUTES, httpRoutes, change -> changed(change, this::isOf)),
                Kind.VIRTUAL_SERVICE,
                feeds.of(Resource.VIRTUAL_SERVICES, virtualServices, change -> changed(change, this::isOf)));
        wake();
    }

    private final class Feeds {
        private final ApiServer api;
        private final String namespace;
        private final Timer timer;

        Feeds(ApiServer api, String namespace, Timer timer) {
            this.api = api;
            this.namespace = namespace;
            this.timer = timer;
        }

        <T> Feed<T> of(Resource resource, Store<T> store, Consumer<Store.Change<T>> changed) {
            return new Feed<>(api, resource, namespace, store, timer, changed, () -> subscribers.notify(all -> true));
        }
    }

    private Stream<Feed<?>> feeds() {
        return Stream.of(
                        required.stream(),
                        Stream.of(autoscalerFeed, budgetFeed),
                        routesWanted.stream().map(routeFeeds::get))
                .flatMap(some -> some);
    }

    private void wake() {
        feeds().forEach(Feed::wake);
    }

    Cluster.Subscription subscribe(Targets targets, Runnable changed) {
        targets.route().ifPresent(route -> routesWanted.add(route.kind()));
        Cluster.Subscription subscription = subscribers.add(targets, changed);
        wake();
        return () -> {
            subscription.close();
            use();
        };
    }

    synchronized void use() {
        usedAt = System.nanoTime();
    }

    synchronized boolean isIdleFor(Duration duration) {
        return subscribers.isEmpty() && System.nanoTime() - usedAt >= duration.toNanos();
    }

    Observation observe(Targets targets) throws ClusterException {
        awaitFeeds(targets);
        Map<String, Deployment> foundDeployments = new HashMap<>();
        for (String name : targets.deployments()) {
            deployments.get(name).ifPresent(found -> foundDeployments.put(name, found));
        }
        Map<String, Service> foundServices = new HashMap<>();
        for (String name : targets.services()) {
            services.get(name).ifPresent(found -> foundServices.put(name, found));
        }
        return new Observation(
                foundDeployments,
                foundServices,
                endpoints(targets),
                podIndex.select(selectors(targets)),
                targets.deployments().stream()
                        .flatMap(name -> autoscalerIndex.of(name).stream())
                        .toList(),
                budgets.all().stream()
                        .filter(budget -> foundDeployments.values().stream()
                                .anyMatch(deployment -> Labels.matches(budget.selector(), deployment.podLabels())))
                        .toList(),
                targets.route().flatMap(route -> routes(route.kind()).get(route.name())));
    }

    private Store<Route> routes(Kind kind) {
        return kind == Kind.HTTP_ROUTE ? httpRoutes : virtualServices;
    }

    private void awaitFeeds(Targets targets) throws ClusterException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Feed<?> feed : required) {
            feed.wake();
        }
        for (Feed<?> feed : required) {
            feed.await(deadline);
        }
        try {
            autoscalerFeed.await(deadline);
        } catch (ClusterException e) {
            // A cluster that does not serve autoscaling/v2 has none.
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
        }
        if (targets.route().isPresent()) {
            routesWanted.add(targets.route().get().kind());
            routeFeeds.get(targets.route().get().kind()).await(deadline);
        }
        try {
            budgetFeed.await(deadline);
        } catch (ClusterException e) {
            if (e.problem() != Problem.NOT_FOUND && e.problem() != Problem.DENIED) {
                throw e;
            }
            warn(e);
        }
    }

    /** Budgets cost a release no more than a warning, so that not seeing them must not stop it. */
    private synchronized void warn(ClusterException unseen) {
        if (!warned) {
            warned = true;
            LOGGER.warning(() -> unseen.getMessage() + "; releases go on as if there were none");
        }
    }

    private Map<String, List<Endpoint>> endpoints(Targets targets) {
        Map<String, List<Endpoint>> endpoints = new HashMap<>();
        for (String service : targets.services()) {
            endpoints.put(service, Slice.merge(sliceIndex.of(service)));
        }
        return endpoints;
    }

    private Set<Map<String, String>> selectors(Targets targets) {
        Set<Map<String, String>> selectors = new LinkedHashSet<>();
        targets.deployments()
                .forEach(name -> deployments.get(name).map(Deployment::selector).ifPresent(selectors::add));
        targets.services()
                .forEach(name -> services.get(name).map(Service::selector).ifPresent(selectors::add));
        return selectors;
    }

    /** Shows the answer to a write of ours at once. */
    void written(Kind kind, JsonNode object) {
        switch (kind) {
            case DEPLOYMENT -> deployments.written(object).ifPresent(change -> changed(change, this::isOf));
            case SERVICE -> services.written(object).ifPresent(change -> changed(change, this::isOf));
            case AUTOSCALER -> autoscalers.written(object).ifPresent(change -> changed(change, this::isOf));
            case HTTP_ROUTE, VIRTUAL_SERVICE ->
                routes(kind).written(object).ifPresent(change -> changed(change, this::isOf));
            case LEASE -> {}
        }
    }

    private <T> void changed(Store.Change<T> change, BiPredicate<T, Targets> isOf) {
        T before = change.before();
        T after = change.after();
        subscribers.notify(targets ->
                (after != null && isOf.test(after, targets)) || (before != null && isOf.test(before, targets)));
    }

    private void podChanged(Store.Change<Pod> change) {
        Set<String> ofDeployments = new HashSet<>();
        Set<String> ofServices = new HashSet<>();
        Stream.of(change.before(), change.after()).filter(Objects::nonNull).forEach(pod -> {
            ofDeployments.addAll(deploymentIndex.selecting(pod.labels()));
            ofServices.addAll(serviceIndex.selecting(pod.labels()));
        });
        subscribers.notify(targets -> !Collections.disjoint(targets.deployments(), ofDeployments)
                || !Collections.disjoint(targets.services(), ofServices));
    }

    private boolean isOf(Deployment deployment, Targets targets) {
        return targets.deployments().contains(deployment.name());
    }

    private boolean isOf(Service service, Targets targets) {
        return targets.services().contains(service.name());
    }

    private boolean isOf(Route route, Targets targets) {
        return targets.route().filter(route.metadata().ref()::equals).isPresent();
    }

    private boolean isOf(Slice slice, Targets targets) {
        return targets.services().contains(slice.service());
    }

    private boolean isOf(Autoscaler autoscaler, Targets targets) {
        return targets.deployments().contains(autoscaler.deployment());
    }

    @Override
    public void close() {
        Stream.concat(feeds(), routeFeeds.values().stream()).forEach(Feed::close);
        subscribers.notify(all -> true);
    }
}
