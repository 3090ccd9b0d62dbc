package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.FAIL;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.NOT_APPLICABLE;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.PASS;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HpaChecksTest {
    private static final String SHOP = "/namespaces/shop/";
    private static final String DEPLOYMENT = "apis/apps/v1" + SHOP + "deployments/web";
    private static final String DEPLOYMENTS = "apis/apps/v1" + SHOP + "deployments";
    private static final String AUTOSCALERS = "apis/autoscaling/v2" + SHOP + "horizontalpodautoscalers";
    private static final String LEASE = "apis/coordination.k8s.io/v1" + SHOP + "leases/rollout-gate-web-active";
    private static final String POD_METRICS = "apis/metrics.k8s.io/v1beta1" + SHOP + "pods";
    private static final String CUSTOM_METRICS = "apis/custom.metrics.k8s.io/v1beta1";
    private static final String VERTICALS = "apis/autoscaling.k8s.io/v1" + SHOP + "verticalpodautoscalers";
    private static final String NODES = "api/v1/nodes";
    private static final String PODS =
            "api/v1/pods?fieldSelector=status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed";
    private static final String SCALES_WEB = "'spec': {'scaleTargetRef': {'kind': 'Deployment', 'name': 'web'}}";

    private final World world = new World();

    private Finding finds(String check, HpaArguments arguments) {
        Check found = new HpaChecks(arguments.spec("shop", "web"), List.of("web-active"))
                .all().stream()
                        .filter(one -> one.name().equals(check))
                        .findFirst()
                        .orElseThrow();
        return world.finds(found, new Subject("shop", List.of("web"), false, Instant.EPOCH));
    }

    private Finding finds(String check) {
        return finds(check, arguments(70, 0));
    }

    private static HpaArguments arguments(int cpu, int requests) {
        return new HpaArguments(3, 10, cpu, 0, requests, "http_requests", "", "30s", "5m", false);
    }

    private void containers(int replicas, String containers) {
        world.has(
                DEPLOYMENT,
                "{'spec': {'replicas': " + replicas + ", 'template': {'spec': {'containers': [" + containers + "]}}}}");
    }

    @Test
    void knowsThatNoAutoscalerWorksAtZero() {
        containers(0, "");

        assertThat(finds("hpa-target").status()).isEqualTo(FAIL);
        assertThat(finds("hpa-target").seen()).isEqualTo("deployment web is scaled to zero, where no autoscaler works");
    }

    @Test
    void namesTheDeploymentThatIsMissingOnceOnly() {
        assertThat(finds("hpa-target").seen()).isEqualTo("namespace shop has no deployment web");
        assertThat(finds("hpa-requests").status()).isEqualTo(NOT_APPLICABLE);
        assertThat(finds("hpa-selector").status()).isEqualTo(NOT_APPLICABLE);
        assertThat(finds("hpa-capacity").status()).isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void saysWhichReleaseHoldsTheLease() {
        world.has(LEASE, "{'spec': {'holderIdentity': 'web-20261127-1/3f2a'}}");

        assertThat(finds("hpa-lease").status()).isEqualTo(FAIL);
        assertThat(finds("hpa-lease").seen())
                .isEqualTo("release web-20261127-1 holds lease shop/rollout-gate-web-active");
    }

    @Test
    void takesALeaseThatWasGivenBackForFree() {
        world.has(LEASE, "{'spec': {}}");

        assertThat(finds("hpa-lease").status()).isEqualTo(PASS);
    }

    @Test
    void namesSeveralAutoscalersOfOneDeployment() {
        world.has(
                AUTOSCALERS,
                "{'items': [{'metadata': {'name': 'a'}, " + SCALES_WEB + "}, {'metadata': {'name': 'b'}, " + SCALES_WEB
                        + "}]}");

        assertThat(finds("hpa-autoscalers").seen())
                .isEqualTo("2 autoscalers scale web, which Kubernetes disables: a, b");
        assertThat(finds("hpa-autoscalers").todo()).isEqualTo("adopt: true merges them into one");
    }

    @Test
    void leavesAnAutoscalerAloneWhoseFloorAReleaseHasRaised() {
        world.has(
                AUTOSCALERS,
                "{'items': [{'metadata': {'name': 'a', 'annotations': {'rollout-gate.jenkins.io/min-replicas': '2'}}, "
                        + SCALES_WEB + "}]}");

        assertThat(finds("hpa-autoscalers").status()).isEqualTo(FAIL);
    }

    @Test
    void needsAMetricsApiThatMeasuresSomething() {
        assertThat(finds("hpa-metrics-api").seen())
                .isEqualTo("the cluster has no metrics API, which CPU and memory need");

        world.has(POD_METRICS, "{'items': []}");
        assertThat(finds("hpa-metrics-api").seen()).isEqualTo("the metrics API measures no pod of namespace shop");

        world.has(POD_METRICS, "{'items': [{}]}");
        assertThat(finds("hpa-metrics-api").status()).isEqualTo(PASS);
    }

    @Test
    void wantsARequestOfEveryContainer() {
        containers(
                3, "{'name': 'app', 'resources': {'requests': {'cpu': '100m'}}}, {'name': 'proxy', 'resources': {}}");

        assertThat(finds("hpa-requests").seen()).isEqualTo("no request of cpu in web/proxy");
    }

    @Test
    void takesALimitForARequestAsTheApiServerDoes() {
        containers(3, "{'name': 'app', 'resources': {'limits': {'cpu': '100m'}}}");

        assertThat(finds("hpa-requests").status()).isEqualTo(PASS);
    }

    @Test
    void wantsAnAdapterThatKnowsTheMetric() {
        HpaArguments requests = arguments(0, 1000);

        assertThat(finds("hpa-custom-metrics", requests).seen())
                .isEqualTo("the cluster has no custom metrics API, which http_requests needs");

        world.has(CUSTOM_METRICS, "{'resources': [{'name': 'pods/other'}]}");
        assertThat(finds("hpa-custom-metrics", requests).seen())
                .isEqualTo("the custom metrics API knows no http_requests");

        world.has(CUSTOM_METRICS, "{'resources': [{'name': 'pods/http_requests'}]}");
        assertThat(finds("hpa-custom-metrics", requests).status()).isEqualTo(PASS);
    }

    @Test
    void findsOthersWhosePodsWouldBeCounted() {
        String web = "{'metadata': {'name': 'web'}, 'spec': {'selector': {'matchLabels': {'app': 'web'}},"
                + " 'template': {'metadata': {'labels': {'app': 'web', 'version': 'blue'}}}}}";
        String batch = "{'metadata': {'name': 'batch'}, 'spec': {'selector': {'matchLabels': {'app': 'web'}},"
                + " 'template': {'metadata': {'labels': {'app': 'web', 'job': 'nightly'}}}}}";
        world.has(DEPLOYMENTS, "{'items': [" + web + ", " + batch + "]}");

        assertThat(finds("hpa-selector").seen()).isEqualTo("the selector of web matches pods of deployment batch, too");
    }

    @Test
    void refusesWhereAVerticalAutoscalerActsOnTheSame() {
        String vertical = "{'items': [{'metadata': {'name': 'web'}, 'spec': {'targetRef': {'name': 'web'},"
                + " 'updatePolicy': {'updateMode': '%s'}, 'resourcePolicy': {'containerPolicies':"
                + " [{'controlledResources': ['%s']}]}}}]}";

        world.has(VERTICALS, vertical.formatted("Recreate", "cpu"));
        assertThat(finds("hpa-vpa").status()).isEqualTo(FAIL);

        world.has(VERTICALS, vertical.formatted("Recreate", "memory"));
        assertThat(finds("hpa-vpa").status()).isEqualTo(PASS);

        world.has(VERTICALS, vertical.formatted("Off", "cpu"));
        assertThat(finds("hpa-vpa").status()).isEqualTo(PASS);
    }

    @Test
    void countsWhereTheLargestNumberOfPodsWouldFit() {
        containers(3, "{'name': 'app', 'resources': {'requests': {'cpu': '500m', 'memory': '1Gi'}}}");
        String node =
                "{'metadata': {'name': '%s'}, 'status': {'allocatable': {'cpu': '2', 'memory': '8Gi', 'pods': '10'},"
                        + " 'conditions': [{'type': 'Ready', 'status': 'True'}]}}";
        world.has(NODES, "{'items': [" + node.formatted("one") + "," + node.formatted("two") + "]}");
        world.has(
                PODS,
                "{'items': [{'spec': {'nodeName': 'one', 'containers': [{'resources': {'requests': {'cpu': '1500m'}}}]}}]}");

        Finding finding = finds("hpa-capacity");

        assertThat(finding.status()).isEqualTo(WARN);
        assertThat(finding.seen()).isEqualTo("the nodes have room for 5 more pods, 7 are needed to reach 10");
    }

    @Test
    void namesThePermissionThatIsMissing() {
        world.denies("create horizontalpodautoscalers.autoscaling");

        assertThat(finds("hpa-permissions").seen())
                .isEqualTo(
                        "1 of 2 permissions are missing in namespace shop: create horizontalpodautoscalers.autoscaling");
    }
}
