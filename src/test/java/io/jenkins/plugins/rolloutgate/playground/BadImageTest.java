package io.jenkins.plugins.rolloutgate.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.jenkins.plugins.rolloutgate.playground.Fixture.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How pods of bad images look to whoever asks what is wrong. */
class BadImageTest {
    private final Fixture cluster = new Fixture();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aCrashingImageLoopsAndLeavesItsLastWords() {
        cluster.deployBlueGreen("shop:crash", 1);

        Await.until(() -> assertThat(container().getRestartCount()).isGreaterThanOrEqualTo(2));

        assertThat(container().getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
        assertThat(container().getLastState().getTerminated().getExitCode()).isEqualTo(1);
        assertThat(cluster.client.pods().withName(name()).tailingLines(3).getLog())
                .startsWith("panic: cannot open database");
        assertThat(messages("BackOff")).anyMatch(text -> text.startsWith("Back-off restarting failed container"));
    }

    @Test
    void anImageThatDoesNotExistSaysSoLikeContainerd() {
        cluster.deployBlueGreen("shop:unpullable", 1);

        Await.until(() ->
                assertThat(container().getState().getWaiting().getReason()).isEqualTo("ImagePullBackOff"));

        assertThat(container().getState().getWaiting().getMessage())
                .contains("failed to resolve reference \"docker.io/library/shop:unpullable\"")
                .endsWith("not found");
        assertThat(messages("Failed")).anyMatch(text -> text.startsWith("Failed to pull image"));
    }

    @Test
    void anImageThatNeverGetsReadyFailsItsProbe() {
        cluster.deployBlueGreen("shop:unready", 1);

        Await.until(() -> assertThat(messages("Unhealthy"))
                .contains("Readiness probe failed: HTTP probe failed with statuscode: 503"));

        assertThat(pod().getStatus().getPhase()).isEqualTo("Running");
        assertThat(condition("Ready").getReason()).isEqualTo("ContainersNotReady");
    }

    @Test
    void aPodThatFitsNowhereIsUnschedulable() {
        cluster.deployBlueGreen("shop:pending", 1);

        Await.until(() -> assertThat(condition("PodScheduled").getReason()).isEqualTo("Unschedulable"));

        assertThat(condition("PodScheduled").getMessage()).startsWith("0/3 nodes are available: 3 Insufficient cpu.");
        assertThat(pod().getSpec().getNodeName()).isNull();
    }

    @Test
    void aBrokenImageGetsReadyAndThenFails() throws IOException {
        cluster.deployBlueGreen("shop:broken", 1);
        Await.until(() -> assertThat(condition("Ready").getStatus()).isEqualTo("True"));

        Answer health = cluster.get("/api/v1/namespaces/shop/pods/" + name() + ":8080/proxy/health");
        long failures = 0;
        for (int i = 0; i < 10; i++) {
            int code = cluster.get("/api/v1/namespaces/shop/pods/" + name() + "/proxy/")
                    .code();
            failures += code == 500 ? 1 : 0;
        }

        assertThat(health.code()).isEqualTo(500);
        assertThat(failures).isEqualTo(3);
    }

    private Pod pod() {
        return cluster.pods("blue").get(0);
    }

    private String name() {
        return pod().getMetadata().getName();
    }

    private ContainerStatus container() {
        return pod().getStatus().getContainerStatuses().get(0);
    }

    private PodCondition condition(String type) {
        return pod().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private List<String> messages(String reason) {
        return cluster.client.v1().events().withField("involvedObject.name", name()).list().getItems().stream()
                .filter(event -> event.getReason().equals(reason))
                .map(Event::getMessage)
                .toList();
    }
}
