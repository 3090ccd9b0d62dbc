package io.jenkins.plugins.rolloutgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {
    private static Deployment deployment(int desired, Deployment.Status status) {
        var template = Json.parse("""
                {"metadata":{"labels":{"app":"web"}},
                 "spec":{"containers":[{"name":"proxy","image":"p:1"},{"name":"web","image":"web:1"}]}}""");
        Metadata metadata = new Metadata(new ObjectRef(Kind.DEPLOYMENT, "shop", "web"), "uid", "1", Map.of());
        return new Deployment(
                metadata, Map.of("app", "web"), template, desired, status, false, Optional.empty(), Json.object());
    }

    /** {@code kubectl rollout status}, case by case. */
    @ParameterizedTest
    @CsvSource({
        // generation, observed, desired, replicas, updated, available, finished
        "2, 2, 3, 3, 3, 3, true",
        "2, 1, 3, 3, 3, 3, false",
        "2, 2, 3, 3, 2, 3, false",
        "2, 2, 3, 4, 3, 3, false",
        "2, 2, 3, 3, 3, 2, false",
        "1, 1, 0, 0, 0, 0, true",
    })
    void aRolloutIsFinishedWhenKubectlSaysSo(
            int generation, int observed, int desired, int replicas, int updated, int available, boolean finished) {
        var status = new Deployment.Status(generation, observed, replicas, updated, available, available);

        assertThat(deployment(desired, status).rolloutFinished()).isEqualTo(finished);
    }

    @Test
    void aContainerIsFoundByItsNameAndElseTheFirst() {
        Deployment deployment = deployment(1, new Deployment.Status(1, 1, 1, 1, 1, 1));

        assertThat(deployment.image("web")).isEqualTo("web:1");
        assertThat(deployment.image("")).isEqualTo("p:1");
        assertThat(deployment.containerIndex("other")).isEqualTo(-1);
    }
}
