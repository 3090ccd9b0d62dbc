package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What callers of the Kubernetes API rely on about routes: the same for the playground and for kube-apiserver. */
abstract class RouteContract {
    abstract KubernetesClient client();

    /** A namespace of this test's own. */
    abstract String namespace();

    @Test
    void anHttpRouteGetsTheDefaultsOfItsDefinition() {
        GenericKubernetesResource route = createRoute(80);

        assertThat(route.<Object>get("spec", "rules", 0, "matches", 0, "path", "value"))
                .isEqualTo("/");
        assertThat(route.<Object>get("spec", "rules", 0, "backendRefs", 0, "weight"))
                .isEqualTo(1);
        assertThat(route.<Object>get("spec", "rules", 0, "backendRefs", 0, "kind"))
                .isEqualTo("Service");
        assertThat(route.<Object>get("spec", "parentRefs", 0, "kind")).isEqualTo("Gateway");
        assertThat(route.getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void weightsOfAnHttpRouteAreChangedUnderATestOfTheirBackend() {
        createRoute(80);

        GenericKubernetesResource patched = route().patch(PatchContext.of(PatchType.JSON), """
            [{"op": "test", "path": "/spec/rules/0/backendRefs/0/name", "value": "shop-stable"},
             {"op": "replace", "path": "/spec/rules/0/backendRefs/0/weight", "value": 90}]\
            """);
        Status status = refusal(() -> route().patch(PatchContext.of(PatchType.JSON), """
            [{"op": "test", "path": "/spec/rules/0/backendRefs/0/name", "value": "shop-canary"},
             {"op": "replace", "path": "/spec/rules/0/backendRefs/0/weight", "value": 0}]\
            """));

        assertThat(patched.getMetadata().getGeneration()).isEqualTo(2);
        assertThat(status.getCode()).isEqualTo(422);
        assertThat(route().get().<Object>get("spec", "rules", 0, "backendRefs", 0, "weight"))
                .isEqualTo(90);
    }

    @Test
    void anAnnotationOfAnHttpRouteIsNoNewGeneration() {
        createRoute(80);

        GenericKubernetesResource patched = route().patch(
                        PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"annotations\": {\"note\": \"x\"}}}");

        assertThat(patched.getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void aWeightBelowZeroIsInvalid() {
        createRoute(80);

        Status status = refusal(() -> route().patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"replace\", \"path\": \"/spec/rules/0/backendRefs/0/weight\", \"value\": -1}]"));

        assertThat(status.getCode()).isEqualTo(422);
        assertThat(status.getMessage())
                .isEqualTo("HTTPRoute.gateway.networking.k8s.io \"shop\" is invalid:"
                        + " spec.rules[0].backendRefs[0].weight: Invalid value: -1:"
                        + " spec.rules[0].backendRefs[0].weight in body should be greater than or equal to 0");
    }

    @Test
    void aServiceAsBackendOfAnHttpRouteNeedsAPort() {
        Status status = refusal(() -> createRoute(null));

        assertThat(status.getCode()).isEqualTo(422);
        assertThat(status.getMessage()).contains("Must have port for Service reference");
    }

    @Test
    void weightsOfAVirtualServiceAreChangedUnderATestOfTheirDestination() {
        Resource<GenericKubernetesResource> service = client().genericKubernetesResources(
                        "networking.istio.io/v1", "VirtualService")
                .load(yaml("""
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: shop, namespace: %s}
                    spec:
                      hosts: [shop]
                      http: [{route: [{destination: {host: shop-stable}, weight: 100}]}]
                    """.formatted(namespace())));
        service.create();

        GenericKubernetesResource patched = service.patch(PatchContext.of(PatchType.JSON), """
            [{"op": "test", "path": "/spec/http/0/route/0/destination/host", "value": "shop-stable"},
             {"op": "replace", "path": "/spec/http/0/route/0/weight", "value": 90}]\
            """);

        assertThat(patched.<Object>get("spec", "http", 0, "route", 0, "weight")).isEqualTo(90);
        assertThat(patched.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void customResourcesKnowNoStrategicMergePatch() {
        createRoute(80);

        Status status = refusal(() -> route().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{}"));

        assertThat(status.getCode()).isEqualTo(415);
        assertThat(status.getReason()).isEqualTo("UnsupportedMediaType");
    }

    @Test
    void theStatusOfAnHttpRouteIsWrittenApartFromItsSpec() {
        createRoute(80);

        GenericKubernetesResource answered =
                route().subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                    {"spec": {"parentRefs": []}, "status": {"parents": [
                      {"controllerName": "example.com/other", "parentRef": {"name": "gateway"}, "conditions": [
                        {"type": "Accepted", "status": "True", "reason": "Accepted", "message": "",
                         "observedGeneration": 1, "lastTransitionTime": "2026-01-01T00:00:00Z"}]}]}}\
                    """);

        assertThat(answered.<Object>get("status", "parents", 0, "controllerName"))
                .isEqualTo("example.com/other");
        assertThat(answered.getMetadata().getGeneration()).isEqualTo(1);
    }

    /** A route with one backend without a weight. */
    private GenericKubernetesResource createRoute(Integer port) {
        return client().genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                .load(yaml("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: shop, namespace: %s}
                    spec:
                      parentRefs: [{name: gateway}]
                      rules: [{backendRefs: [{name: shop-stable%s}]}]
                    """.formatted(namespace(), port == null ? "" : ", port: " + port)))
                .create();
    }

    private static InputStream yaml(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Resource<GenericKubernetesResource> route() {
        return client().genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                .inNamespace(namespace())
                .withName("shop");
    }

    static Status refusal(ThrowingCallable call) {
        return exception(call).getStatus();
    }

    static KubernetesClientException exception(ThrowingCallable call) {
        List<KubernetesClientException> caught = new ArrayList<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(KubernetesClientException.class, caught::add);
        return caught.get(0);
    }
}
