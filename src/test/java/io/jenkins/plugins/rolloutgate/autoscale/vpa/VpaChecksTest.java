package io.jenkins.plugins.rolloutgate.autoscale.vpa;

import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.FAIL;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VpaChecksTest {
    private static final String SHOP = "/namespaces/shop/";

    private final World world = new World();

    private Finding finds(String check, String deployment, String mode) {
        VpaSpec spec = new VpaSpec("shop", deployment, mode, VpaSpec.LEAST, VpaSpec.MOST, VpaSpec.SAMPLES);
        Check found = new VpaChecks(spec, "web-active")
                .all().stream()
                        .filter(one -> one.name().equals(check))
                        .findFirst()
                        .orElseThrow();
        return world.finds(found, new Subject("shop", List.of(deployment), false, Instant.EPOCH));
    }

    @Test
    void saysPlainlyThatTheDefinitionIsMissing() {
        assertThat(finds("vpa-api", "web", "Off").seen())
                .isEqualTo("the cluster knows no VerticalPodAutoscaler of autoscaling.k8s.io/v1");

        world.has("apis/autoscaling.k8s.io/v1", "{'resources': [{'name': 'verticalpodautoscalers'}]}");
        assertThat(finds("vpa-api", "web", "Off").status()).isEqualTo(PASS);
    }

    @Test
    void changesNoRequestsOfWhichAnAutoscalerTakesPerCent() {
        String hpa = "{'items': [{'metadata': {'name': 'web'}, 'spec': {'scaleTargetRef': {'name': 'web'},"
                + " 'metrics': [{'type': '%s'}]}}]}";
        String path = "apis/autoscaling/v2" + SHOP + "horizontalpodautoscalers";

        world.has(path, hpa.formatted("Resource"));
        assertThat(finds("vpa-mode", "web", "Recreate").status()).isEqualTo(FAIL);
        assertThat(finds("vpa-mode", "web", "Off").status()).isEqualTo(PASS);

        world.has(path, hpa.formatted("Pods"));
        assertThat(finds("vpa-mode", "web", "Recreate").status()).isEqualTo(PASS);
    }

    @Test
    void changesNeitherACanaryNorTheIdleColour() {
        world.has("api/v1" + SHOP + "services/web-active", "{'spec': {'selector': {'version': 'blue'}}}");
        String deployment = "{'spec': {'template': {'metadata': {'labels': {'version': '%s'}}}}}";
        world.has("apis/apps/v1" + SHOP + "deployments/web-blue", deployment.formatted("blue"));
        world.has("apis/apps/v1" + SHOP + "deployments/web-green", deployment.formatted("green"));

        assertThat(finds("vpa-mode", "web-canary", "Initial").status()).isEqualTo(FAIL);
        assertThat(finds("vpa-mode", "web-green", "Initial").status()).isEqualTo(FAIL);
        assertThat(finds("vpa-mode", "web-blue", "Initial").status()).isEqualTo(PASS);
    }

    @Test
    void namesSeveralThatHaveOneDeployment() {
        String one = "{'metadata': {'name': '%s'}, 'spec': {'targetRef': {'name': 'web'}}}";
        world.has(
                "apis/autoscaling.k8s.io/v1" + SHOP + "verticalpodautoscalers",
                "{'items': [" + one.formatted("a") + ", " + one.formatted("b") + "]}");

        assertThat(finds("vpa-autoscalers", "web", "Off").seen()).isEqualTo("2 vertical autoscalers have web: a, b");
    }
}
