package io.jenkins.plugins.rolloutgate.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestClusterTest {
    private final TestCluster cluster = TestCluster.shared();
    private final KubernetesClient client = cluster.client();
    private final String namespace = cluster.newNamespace();

    @Test
    void shouldServeAnApplicationFromItsBluePods() {
        new BlueGreenApplication(namespace, "shop", "shop:1", 2).create(client).awaitReady(client);

        EndpointSlice slice = client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", "shop-active")
                .waitUntilCondition(TestClusterTest::isComplete, 30, TimeUnit.SECONDS);

        assertThat(slice.getEndpoints())
                .extracting(endpoint -> endpoint.getTargetRef().getName())
                .allSatisfy(pod -> assertThat(pod).startsWith("shop-blue-"));
    }

    @ParameterizedTest
    @CsvSource({"crash, CrashLoopBackOff", "unpullable, ImagePullBackOff"})
    void shouldFailByTheTagOfTheImage(String tag, String reason) {
        new BlueGreenApplication(namespace, "shop", "shop:" + tag, 1).create(client);

        FilterWatchListDeletable<Pod, ?, PodResource> pods =
                client.pods().inNamespace(namespace).withLabel("app", "shop");

        pods.waitUntilCondition(pod -> pod != null && waitsBecauseOf(reason, pod), 30, TimeUnit.SECONDS);
    }

    @Test
    void shouldRefuseWhatTheRulesOfAServiceAccountDoNotAllow() {
        try (KubernetesClient restricted = new KubernetesClientBuilder()
                .withConfig(cluster.restrictedTo(
                        namespace,
                        new PolicyRuleBuilder()
                                .withApiGroups("")
                                .withResources("pods")
                                .withVerbs("list")
                                .build()))
                .build()) {
            assertThat(restricted.pods().inNamespace(namespace).list().getItems())
                    .isEmpty();
            assertThatThrownBy(
                            () -> restricted.services().inNamespace(namespace).list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
        }
    }

    private static boolean isComplete(EndpointSlice slice) {
        return slice != null
                && slice.getEndpoints().size() == 2
                && slice.getEndpoints().stream()
                        .allMatch(endpoint -> endpoint.getConditions().getReady());
    }

    private static boolean waitsBecauseOf(String reason, Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .anyMatch(state -> state.getWaiting() != null
                        && reason.equals(state.getWaiting().getReason()));
    }
}
