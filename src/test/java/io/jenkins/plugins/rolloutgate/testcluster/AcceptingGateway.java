package io.jenkins.plugins.rolloutgate.testcluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * Says that it accepts every generation of the HTTPRoutes of a namespace, as a gateway's controller does; no traffic
 * follows. The real API server of the tests has the types of Gateway API, but nobody who answers for them.
 */
public final class AcceptingGateway implements AutoCloseable {
    public static final ResourceDefinitionContext HTTP_ROUTES = new ResourceDefinitionContext.Builder()
            .withGroup("gateway.networking.k8s.io")
            .withVersion("v1")
            .withKind("HTTPRoute")
            .withPlural("httproutes")
            .withNamespaced(true)
            .build();

    private static final String STATUS = """
            {"status": {"parents": [{
              "parentRef": {"name": "gateway"},
              "controllerName": "test.example/gateway",
              "conditions": [%s, %s]
            }]}}
            """;
    private static final String CONDITION = """
            {"type": "%s", "status": "True", "reason": "%s", "message": "",
             "lastTransitionTime": "2026-01-01T00:00:00Z", "observedGeneration": %d}
            """;

    private final Watch watch;

    private AcceptingGateway(Watch watch) {
        this.watch = watch;
    }

    public static AcceptingGateway in(KubernetesClient client, String namespace) {
        return new AcceptingGateway(client.genericKubernetesResources(HTTP_ROUTES)
                .inNamespace(namespace)
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, GenericKubernetesResource route) {
                        if (action != Action.DELETED && observed(route) < generation(route)) {
                            accept(client, route);
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        throw new IllegalStateException(
                                "nobody accepts the routes of " + namespace + " any more", cause);
                    }
                }));
    }

    private static void accept(KubernetesClient client, GenericKubernetesResource route) {
        String status = STATUS.formatted(
                CONDITION.formatted("Accepted", "Accepted", generation(route)),
                CONDITION.formatted("ResolvedRefs", "ResolvedRefs", generation(route)));
        client.genericKubernetesResources(HTTP_ROUTES)
                .inNamespace(route.getMetadata().getNamespace())
                .withName(route.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), status);
    }

    private static long generation(GenericKubernetesResource route) {
        return route.getMetadata().getGeneration();
    }

    private static long observed(GenericKubernetesResource route) {
        Number observed = route.get("status", "parents", 0, "conditions", 0, "observedGeneration");
        return observed == null ? 0 : observed.longValue();
    }

    @Override
    public void close() {
        watch.close();
    }
}
