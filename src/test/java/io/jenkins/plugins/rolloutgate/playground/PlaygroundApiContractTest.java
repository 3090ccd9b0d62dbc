package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.rolloutgate.playground.Fixture.Answer;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Faults.Fault;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, and what tests can order from the playground beyond it. */
class PlaygroundApiContractTest extends ApiContract {
    private static final String CONFIGMAPS = "/api/v1/namespaces/shop/configmaps";

    private final Fixture cluster = new Fixture();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Override
    KubernetesClient client() {
        return cluster.client;
    }

    @Override
    String namespace() {
        return Fixture.NAMESPACE;
    }

    @Test
    void aForbiddenRequestNamesVerbResourceAndNamespace() {
        deploy();
        cluster.playground.setAccessPolicy((verb, group, resource, namespace) -> !verb.equals("patch"));

        Status status = refusal(() -> service().patch(PatchContext.of(PatchType.JSON), "[]"));

        assertThat(status.getCode()).isEqualTo(403);
        assertThat(status.getMessage())
                .isEqualTo("services \"shop-active\" is forbidden: User \"playground\" cannot patch resource"
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
    void anOrderedFaultAfterTheWriteHidesThatItTookEffect() throws IOException {
        cluster.playground.faults().fail(request -> request.verb().equals("create"), Fault.ERROR_AFTER, 1);

        Answer answer = cluster.post(CONFIGMAPS, "{\"metadata\": {\"name\": \"a\"}}");

        assertThat(answer.code()).isEqualTo(500);
        assertThat(cluster.get(CONFIGMAPS + "/a").code()).isEqualTo(200);
    }

    @Test
    void anOrderedDropBeforeTheWriteEndsTheConnectionWithoutEffect() throws IOException {
        cluster.playground.faults().fail(request -> request.verb().equals("create"), Fault.DROP_BEFORE, 1);

        assertThatThrownBy(() -> cluster.post(CONFIGMAPS, "{\"metadata\": {\"name\": \"a\"}}"))
                .isInstanceOf(IOException.class);

        assertThat(cluster.get(CONFIGMAPS + "/a").code()).isEqualTo(404);
    }

    @Test
    void requestsAreCountedByVerbAndResource() throws IOException {
        cluster.playground.requests().reset();

        cluster.get("/api/v1/namespaces/shop/services");
        cluster.get("/api/v1/namespaces/shop/services");

        assertThat(cluster.playground.requests().snapshot()).isEqualTo(Map.of("list services", 2L));
    }
}
