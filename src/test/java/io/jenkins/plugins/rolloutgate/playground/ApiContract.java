package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What callers of the Kubernetes API rely on: the same for the playground and for kube-apiserver. */
abstract class ApiContract extends RouteContract {
    @Test
    void aJsonPatchWhoseTestFailsIsInvalidAndChangesNothing() {
        deploy();

        Status status = refusal(() -> service().patch(PatchContext.of(PatchType.JSON), """
            [{"op": "test", "path": "/spec/selector/version", "value": "green"},
             {"op": "replace", "path": "/spec/selector/version", "value": "purple"}]\
            """));

        assertThat(status.getCode()).isEqualTo(422);
        assertThat(status.getReason()).isEqualTo("Invalid");
        assertThat(status.getMessage()).isEqualTo("the server rejected our request due to an error in our request");
        assertThat(service().get().getSpec().getSelector()).containsEntry("version", "blue");
    }

    @Test
    void aJsonPatchWhoseTestHoldsChangesTheObject() {
        deploy();

        Service patched = service().patch(PatchContext.of(PatchType.JSON), """
            [{"op": "test", "path": "/spec/selector/version", "value": "blue"},
             {"op": "test", "path": "/metadata/annotations", "value": null},
             {"op": "add", "path": "/metadata/annotations", "value": {"shop.io/c": "1"}},
             {"op": "test", "path": "/metadata/annotations/shop.io~1c", "value": "1"},
             {"op": "replace", "path": "/metadata/annotations/missing", "value": "added"},
             {"op": "replace", "path": "/spec/selector/version", "value": "green"}]\
            """);

        assertThat(patched.getSpec().getSelector()).containsEntry("version", "green");
        assertThat(patched.getMetadata().getAnnotations()).isEqualTo(Map.of("shop.io/c", "1", "missing", "added"));
    }

    @Test
    void aJsonPatchThatRemovesWhatIsMissingIsInvalid() {
        deploy();

        Status status = refusal(() -> service()
                .patch(PatchContext.of(PatchType.JSON), "[{\"op\": \"remove\", \"path\": \"/spec/nothing\"}]"));

        assertThat(status.getCode()).isEqualTo(422);
    }

    @Test
    void anUpdateFromAnOldVersionConflicts() {
        ConfigMap old = resource(configMap("a", "1")).create();
        resource(configMap("a", "2")).update();

        Status status = refusal(() -> resource(old).lockResourceVersion().update());

        assertThat(status.getCode()).isEqualTo(409);
        assertThat(status.getReason()).isEqualTo("Conflict");
        assertThat(status.getMessage())
                .isEqualTo("Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                        + " please apply your changes to the latest version and try again");
    }

    @Test
    void aPatchWithAnOldVersionConflicts() {
        deploy();
        String old = service().get().getMetadata().getResourceVersion();
        mergeAnnotation("1");

        Status status = refusal(() -> service()
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"resourceVersion\": \"" + old + "\", \"annotations\": {\"note\": \"2\"}}}"));

        assertThat(status.getCode()).isEqualTo(409);
    }

    @Test
    void aSecondCreateSaysThatTheObjectExists() {
        resource(configMap("a", "1")).create();

        Status status = refusal(() -> resource(configMap("a", "1")).create());

        assertThat(status.getCode()).isEqualTo(409);
        assertThat(status.getReason()).isEqualTo("AlreadyExists");
        assertThat(status.getMessage()).isEqualTo("configmaps \"a\" already exists");
    }

    @Test
    void nothingIsCreatedInAMissingNamespace() {
        Status status = refusal(() ->
                client().resource(configMap("a", "1")).inNamespace("nowhere").create());

        assertThat(status.getCode()).isEqualTo(404);
        assertThat(status.getMessage()).isEqualTo("namespaces \"nowhere\" not found");
    }

    @Test
    void aPatchOfAMissingObjectIsNotFound() {
        Status status = refusal(() -> deployment("nope").patch(PatchContext.of(PatchType.JSON), "[]"));

        assertThat(status.getCode()).isEqualTo(404);
        assertThat(status.getMessage()).isEqualTo("deployments.apps \"nope\" not found");
        assertThat(status.getDetails().getKind()).isEqualTo("deployments");
        assertThat(status.getDetails().getGroup()).isEqualTo("apps");
    }

    @Test
    void specAndAnnotationsOfADeploymentRaiseItsGenerationAndLabelsDoNot() {
        deploy();
        RollableScalableResource<Deployment> blue = deployment("shop-blue");
        PatchContext merge = PatchContext.of(PatchType.JSON_MERGE);

        Deployment labelled = blue.patch(merge, "{\"metadata\": {\"labels\": {\"note\": \"x\"}}}");
        Deployment annotated = blue.patch(merge, "{\"metadata\": {\"annotations\": {\"note\": \"x\"}}}");
        Deployment scaled = blue.scale(1);

        assertThat(labelled.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(annotated.getMetadata().getGeneration()).isEqualTo(2);
        assertThat(scaled.getMetadata().getGeneration()).isEqualTo(3);
    }

    @Test
    void aWriteThatChangesNothingKeepsTheVersion() {
        ConfigMap first = resource(configMap("a", "1")).create();

        ConfigMap second = resource(configMap("a", "1")).update();

        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void aDryRunIsCheckedAndNotStored() {
        ConfigMap answered = client().resource(configMap("a", "1"))
                .inNamespace(namespace())
                .dryRun(true)
                .create();

        assertThat(answered.getMetadata().getUid()).isNotEmpty();
        assertThat(client().configMaps().inNamespace(namespace()).withName("a").get())
                .isNull();
    }

    @Test
    void aNameIsGeneratedFromItsPrefix() {
        ConfigMap created = resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withGenerateName("run-")
                        .endMetadata()
                        .build())
                .create();

        assertThat(created.getMetadata().getName()).matches("run-[a-z0-9]{5}");
    }

    @Test
    void aStrategicPatchMergesContainersByName() {
        deploy();
        String container = deployment("shop-blue")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getName();

        Deployment patched = deployment("shop-blue")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"%s\", \"image\": \"shop:2\"}]}}}}"
                                .formatted(container));

        assertThat(patched.getSpec().getTemplate().getSpec().getContainers())
                .singleElement()
                .satisfies(merged -> {
                    assertThat(merged.getImage()).isEqualTo("shop:2");
                    assertThat(merged.getPorts()).hasSize(1);
                });
    }

    @Test
    void serverSideApplyCreatesThenChangesAndNamesItsManager() {
        resource(configMap("a", "1")).fieldManager("gate").serverSideApply();

        ConfigMap applied = resource(configMap("a", "2")).fieldManager("gate").serverSideApply();

        assertThat(applied.getData()).isEqualTo(Map.of("key", "2"));
        assertThat(applied.getMetadata().getManagedFields())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getManager()).isEqualTo("gate"));
    }

    @Test
    void aDeploymentWhoseSelectorMissesItsTemplateIsInvalid() {
        deploy();
        Deployment wrong = deployment("shop-blue").get();
        wrong.getMetadata().setName("wrong");
        wrong.getMetadata().setResourceVersion(null);
        wrong.getSpec().getTemplate().getMetadata().getLabels().put("version", "red");

        Status status = refusal(() -> client().resource(wrong).create());

        assertThat(status.getCode()).isEqualTo(422);
        assertThat(status.getMessage())
                .startsWith("Deployment.apps \"wrong\" is invalid: spec.template.metadata.labels: Invalid value: ")
                .endsWith("`selector` does not match template `labels`");
    }

    @Test
    void aNegativeSizeIsInvalid() {
        deploy();

        Status status = refusal(() ->
                deployment("shop-blue").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"replicas\": -1}}"));

        assertThat(status.getCode()).isEqualTo(422);
        assertThat(status.getMessage())
                .isEqualTo("Deployment.apps \"shop-blue\" is invalid: spec.replicas: Invalid value: -1:"
                        + " must be greater than or equal to 0");
        assertThat(status.getDetails().getCauses())
                .singleElement()
                .satisfies(cause -> assertThat(cause.getField()).isEqualTo("spec.replicas"));
    }

    @Test
    void aSelectorOfADeploymentCannotChange() {
        deploy();

        Status status = refusal(() -> deployment("shop-blue").edit(edited -> {
            edited.getSpec().getSelector().getMatchLabels().remove("app");
            return edited;
        }));

        assertThat(status.getCode()).isEqualTo(422);
        assertThat(status.getMessage()).contains("spec.selector").endsWith("field is immutable");
    }

    @Test
    void theScaleSubresourceIsAnAutoscalingObject() {
        deploy();

        String scale = client().raw("/apis/apps/v1/namespaces/" + namespace() + "/deployments/shop-green/scale");

        assertThat(scale).contains("\"kind\":\"Scale\"").contains("\"apiVersion\":\"autoscaling/v1\"");
    }

    @Test
    void aLeaseIsOnlyReplacedWithItsVersion() {
        Lease lease = new LeaseBuilder()
                .withNewMetadata()
                .withName("release")
                .withNamespace(namespace())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("a")
                .endSpec()
                .build();
        Lease created = client().resource(lease).create();
        created.getSpec().setHolderIdentity("b");

        Lease replaced = client().resource(created).lockResourceVersion().update();

        assertThat(replaced.getSpec().getHolderIdentity()).isEqualTo("b");
        assertThat(refusal(() ->
                                client().resource(created).lockResourceVersion().update())
                        .getCode())
                .isEqualTo(409);
    }

    @Test
    void aWatchReportsAnObjectThatStartsOrStopsToMatchAsAddedOrDeleted() {
        resource(configMap("a", "1")).create();
        EventRecorder<ConfigMap> recorder = new EventRecorder<>();
        try (Watch watch = client().configMaps()
                .inNamespace(namespace())
                .withLabel("colour", "green")
                .watch(recorder)) {
            assertThat(watch).isNotNull();

            label("green");
            label("blue");

            Await.until(() -> assertThat(recorder.seen()).containsExactly("ADDED a", "DELETED a"));
        }
    }

    @Test
    void theServiceProxySaysWhenThereIsNoEndpoint() {
        deploy();
        List<Integer> codes = new ArrayList<>();

        Await.until(() -> {
            KubernetesClientException refused = exception(() -> client().raw(
                            "/api/v1/namespaces/" + namespace() + "/services/shop-preview:80/proxy/health",
                            "GET",
                            null));
            codes.add(refused.getCode());
            assertThat(refused.getMessage()).contains("no endpoints available for service");
        });

        assertThat(codes).contains(503);
    }

    void deploy() {
        new BlueGreenApplication(namespace(), "shop", "shop:1", 0).create(client());
    }

    ServiceResource<Service> service() {
        return client().services().inNamespace(namespace()).withName("shop-active");
    }

    private RollableScalableResource<Deployment> deployment(String name) {
        return client().apps().deployments().inNamespace(namespace()).withName(name);
    }

    private Resource<ConfigMap> resource(ConfigMap map) {
        map.getMetadata().setNamespace(namespace());
        return client().resource(map);
    }

    private void mergeAnnotation(String value) {
        service()
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"note\": \"" + value + "\"}}}");
    }

    private void label(String colour) {
        client().configMaps().inNamespace(namespace()).withName("a").edit(map -> {
            map.getMetadata().setLabels(Map.of("colour", colour));
            return map;
        });
    }

    static ConfigMap configMap(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("key", value)
                .build();
    }
}
