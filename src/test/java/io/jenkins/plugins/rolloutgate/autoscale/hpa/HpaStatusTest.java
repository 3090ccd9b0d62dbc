package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.record.Json;
import org.junit.jupiter.api.Test;

class HpaStatusTest {
    private static final String CPU =
            "{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'averageUtilization': 70}}}";
    private static final String CPU_NOW =
            "{'type': 'Resource', 'resource': {'name': 'cpu', 'current': {'averageUtilization': 41}}}";

    private static Finding of(String metrics, String currentMetrics, String conditions) {
        return HpaStatus.of(
                Json.parse(("{'metadata': {'name': 'web'}, 'spec': {'metrics': [" + metrics + "]}, 'status':"
                                + " {'currentReplicas': 3, 'desiredReplicas': 4, 'conditions': [" + conditions
                                + "], 'currentMetrics': [" + currentMetrics + "]}}")
                        .replace('\'', '"')));
    }

    private static String condition(String type, String status, String reason, String message) {
        return "{'type': '" + type + "', 'status': '" + status + "', 'reason': '" + reason + "', 'message': '" + message
                + "'}";
    }

    private static final String GOOD = condition("AbleToScale", "True", "ReadyForNewScale", "") + ","
            + condition("ScalingActive", "True", "ValidMetricFound", "");

    @Test
    void worksWhenBothConditionsHoldAndEachMetricHasAValue() {
        Finding finding = of(CPU, CPU_NOW, GOOD);

        assertThat(finding.status()).isEqualTo(Finding.Status.PASS);
        assertThat(finding.seen()).isEqualTo("autoscaler web works: cpu 41 %, 3 replicas");
        assertThat(finding.numbers()).containsEntry("desired", 4.0);
    }

    @Test
    void isNotKnownBeforeTheControllerHasLooked() {
        assertThat(of(CPU, "", "").status()).isEqualTo(Finding.Status.UNKNOWN);
    }

    @Test
    void explainsInOneLineWhyItDoesNotWork() {
        Finding finding = of(
                CPU,
                "",
                condition("AbleToScale", "True", "SucceededGetScale", "") + ","
                        + condition(
                                "ScalingActive",
                                "False",
                                "FailedGetResourceMetric",
                                "the HPA was unable to compute the replica count: no metrics returned"));

        assertThat(finding.status()).isEqualTo(Finding.Status.FAIL);
        assertThat(finding.seen())
                .isEqualTo(
                        "autoscaler web: ScalingActive is not so, FailedGetResourceMetric: the HPA was unable to compute"
                                + " the replica count: no metrics returned");
        assertThat(finding.todo())
                .isEqualTo("see that metrics-server measures these pods and that each container has a request");
    }

    @Test
    void warnsOfAMetricWithoutValueBesideOneThatHasIt() {
        String requests =
                "{'type': 'Pods', 'pods': {'metric': {'name': 'http_requests'}, 'target': {'averageValue': '1k'}}}";

        Finding finding = of(CPU + "," + requests, CPU_NOW, GOOD);

        assertThat(finding.status()).isEqualTo(Finding.Status.WARN);
        assertThat(finding.seen()).isEqualTo("autoscaler web works, without a value for http_requests 1000 per pod");
    }
}
