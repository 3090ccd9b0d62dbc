package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.rolloutgate.playground.Fixture.Answer;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Faults.Fault;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers of the Kubernetes API rely on, checked as they see it. */
class ApiContractTest {
    private static final String SERVICE = "/api/v1/namespaces/shop/services/shop-active";
    private static final String JSON_PATCH = "application/json-patch+json";

    private final Fixture cluster = new Fixture();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aJsonPatchWhoseTestFailsIsInvalidAndChangesNothing() throws IOException {
        cluster.deployBlueGreen("shop:1", 0);

        Answer answer = cluster.patch(SERVICE, JSON_PATCH, """
                [{"op": "test", "path": "/spec/selector/version", "value": "green"},
                 {"op": "replace", "path": "/spec/selector/version", "value": "purple"}]""");

        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"reason\":\"Invalid\"")
                .contains("the server rejected our request due to an error in our request");
        assertThat(cluster.service("shop-active").get().getSpec().getSelector()).containsEntry("version", "blue");
    }

    @Test
    void aJsonPatchWhoseTestHoldsChangesTheObject() {
        cluster.deployBlueGreen("shop:1", 0);

        Service patched = cluster.service("shop-active").patch(PatchContext.of(PatchType.JSON), """
                        [{"op": "test", "path": "/spec/selector/version", "value": "blue"},
                         {"op": "test", "path": "/metadata/annotations", "value": null},
                         {"op": "replace", "path": "/spec/selector/version", "value": "green"}]""");

        assertThat(patched.getSpec().getSelector()).containsEntry("version", "green");
    }

    @Test
    void anUpdateFromAnOldVersionConflicts() {
        ConfigMap old = cluster.client.resource(configMap("a", "1")).create();
        cluster.client.resource(configMap("a", "2")).update();

        assertThatThrownBy(
                        () -> cluster.client.resource(old).lockResourceVersion().update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409))
                .hasMessageContaining(
                        "Operation cannot be fulfilled on configmaps \"a\": the object has been modified");
    }

    @Test
    void aSecondCreateSaysThatTheObjectExists() {
        cluster.client.resource(configMap("a", "1")).create();

        assertThatThrownBy(() -> cluster.client.resource(configMap("a", "1")).create())
                .hasMessageContaining("configmaps \"a\" already exists");
    }

    @Test
    void nothingIsCreatedInAMissingNamespace() {
        assertThatThrownBy(() -> cluster.client
                        .resource(configMap("a", "1"))
                        .inNamespace("nowhere")
                        .create())
                .hasMessageContaining("namespaces \"nowhere\" not found");
    }

    @Test
    void aMissingObjectIsNotFound() throws IOException {
        Answer answer = cluster.get("/apis/apps/v1/namespaces/shop/deployments/nope");

        assertThat(answer.code()).isEqualTo(404);
        assertThat(answer.body()).contains("deployments.apps \\\"nope\\\" not found");
    }

    @Test
    void aForbiddenRequestNamesVerbResourceAndNamespace() {
        cluster.deployBlueGreen("shop:1", 0);
        cluster.playground.setAccessPolicy((verb, group, resource, namespace) -> !verb.equals("patch"));

        assertThatThrownBy(() -> cluster.service("shop-active").patch(PatchContext.of(PatchType.JSON), "[]"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403))
                .hasMessageContaining("services \"shop-active\" is forbidden: User \"playground\" cannot patch resource"
                        + " \"services\" in API group \"\" in the namespace \"shop\"");
    }

    @Test
    void anAccessReviewTellsBeforehandWhatIsForbidden() throws IOException {
        cluster.playground.setAccessPolicy((verb, group, resource, namespace) -> !resource.equals("pods/log"));
        String review = """
                {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview", "spec": {"resourceAttributes":
                 {"verb": "get", "resource": "pods", "subresource": "log", "namespace": "shop"}}}""";

        Answer answer = cluster.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review);

        assertThat(answer.code()).isEqualTo(201);
        assertThat(answer.body()).contains("\"allowed\":false");
    }

    @Test
    void onlyChangesOfTheSpecRaiseTheGeneration() {
        cluster.deployBlueGreen("shop:1", 0);

        Deployment annotated = cluster.deployment("shop-blue")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"annotations\": {\"note\": \"x\"}}}");
        Deployment scaled = cluster.deployment("shop-blue").scale(1);

        assertThat(annotated.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(scaled.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void aWriteThatChangesNothingKeepsTheVersion() {
        ConfigMap first = cluster.client.resource(configMap("a", "1")).create();

        ConfigMap second = cluster.client.resource(configMap("a", "1")).update();

        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void aDryRunIsCheckedAndNotStored() {
        ConfigMap answered =
                cluster.client.resource(configMap("a", "1")).dryRun(true).create();

        assertThat(answered.getMetadata().getUid()).isNotEmpty();
        assertThat(cluster.client.configMaps().withName("a").get()).isNull();
    }

    @Test
    void aNameIsGeneratedFromItsPrefix() {
        ConfigMap created = cluster.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withGenerateName("run-")
                        .endMetadata()
                        .build())
                .create();

        assertThat(created.getMetadata().getName()).matches("run-[a-z0-9]{5}");
    }

    @Test
    void aStrategicPatchMergesContainersByName() {
        cluster.deployBlueGreen("shop:1", 0);

        Deployment patched = cluster.deployment("shop-blue")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"shop\", \"image\": \"shop:2\"}]}}}}");

        assertThat(patched.getSpec().getTemplate().getSpec().getContainers())
                .singleElement()
                .satisfies(container -> {
                    assertThat(container.getImage()).isEqualTo("shop:2");
                    assertThat(container.getPorts()).hasSize(1);
                });
    }

    @Test
    void serverSideApplyCreatesThenChangesAndNamesItsManager() {
        cluster.client.resource(configMap("a", "1")).fieldManager("gate").serverSideApply();

        ConfigMap applied = cluster.client
                .resource(configMap("a", "2"))
                .fieldManager("gate")
                .serverSideApply();

        assertThat(applied.getData()).isEqualTo(Map.of("key", "2"));
        assertThat(applied.getMetadata().getManagedFields())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getManager()).isEqualTo("gate"));
    }

    @Test
    void aDeploymentWhoseSelectorMissesItsTemplateIsInvalid() {
        cluster.deployBlueGreen("shop:1", 0);
        Deployment wrong = cluster.deployment("shop-blue").get();
        wrong.getMetadata().setName("wrong");
        wrong.getMetadata().setResourceVersion(null);
        wrong.getSpec().getTemplate().getMetadata().getLabels().put("version", "red");

        assertThatThrownBy(() -> cluster.client.resource(wrong).create())
                .hasMessageContaining("Deployment.apps \"wrong\" is invalid: spec.template.metadata.labels")
                .hasMessageContaining("`selector` does not match template `labels`");
    }

    @Test
    void aLeaseIsOnlyReplacedWithItsVersion() {
        Lease lease = new LeaseBuilder()
                .withNewMetadata()
                .withName("release")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("a")
                .endSpec()
                .build();
        Lease created = cluster.client.resource(lease).create();
        created.getSpec().setHolderIdentity("b");

        Lease replaced = cluster.client.resource(created).lockResourceVersion().update();

        assertThat(replaced.getSpec().getHolderIdentity()).isEqualTo("b");
        assertThatThrownBy(() ->
                        cluster.client.resource(created).lockResourceVersion().update())
                .hasMessageContaining("the object has been modified");
    }

    @Test
    void anOrderedFaultAfterTheWriteHidesThatItTookEffect() {
        cluster.playground.faults().fail(request -> request.verb().equals("create"), Fault.ERROR_AFTER, 1);

        assertThatThrownBy(() -> cluster.client.resource(configMap("a", "1")).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(500));

        assertThat(cluster.client.configMaps().withName("a").get()).isNotNull();
    }

    @Test
    void anOrderedDropBeforeTheWriteEndsTheConnectionWithoutEffect() {
        cluster.playground.faults().fail(request -> request.verb().equals("create"), Fault.DROP_BEFORE, 1);

        assertThatThrownBy(
                        () -> cluster.post("/api/v1/namespaces/shop/configmaps", "{\"metadata\": {\"name\": \"a\"}}"))
                .isInstanceOf(IOException.class);

        assertThat(cluster.client.configMaps().withName("a").get()).isNull();
    }

    @Test
    void requestsAreCountedByVerbAndResource() throws IOException {
        cluster.playground.requests().reset();

        cluster.get("/api/v1/namespaces/shop/services");
        cluster.get("/api/v1/namespaces/shop/services");

        assertThat(cluster.playground.requests().snapshot()).isEqualTo(Map.of("list services", 2L));
    }

    private static ConfigMap configMap(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("key", value)
                .build();
    }
}
