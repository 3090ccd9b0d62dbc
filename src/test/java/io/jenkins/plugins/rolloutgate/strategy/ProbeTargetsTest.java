package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API server's proxy dials pods by port number only, and Services by the port that they publish. */
class ProbeTargetsTest {
    private final ShopCluster cluster = new ShopCluster(3, "web:1", 3, "web:1");

    @ParameterizedTest
    @CsvSource({"'', pods/POD", "8080, pods/POD:8080", "http, pods/POD:8080", "9090, pods/POD:9090"})
    void aPodIsNamedWithTheNumberOfItsPort(String port, String target) {
        Pod pod = cluster.pod(GREEN, 0, true);
        Deployment deployment = cluster.seen().deployment(GREEN).orElseThrow();

        assertThat(ProbeTargets.pod(pod, deployment, port)).isEqualTo(target.replace("POD", pod.name()));
    }

    @ParameterizedTest
    @CsvSource({"'', 80", "http, 80", "metrics, 91", "9090, 92", "admin, 92", "unknown, 80"})
    void aServiceIsNamedWithThePortThatLeadsToTheProbedOneOrItsFirst(String port, String published) {
        cluster.set(ACTIVE, "/spec/ports", new Object[] {
            Map.of("name", "web", "port", 80, "targetPort", "http"),
            Map.of("name", "prometheus", "port", 91, "targetPort", "metrics"),
            Map.of("name", "admin", "port", 92, "targetPort", 9090)
        });
        assertThat(service(port)).isEqualTo("services/web-active:" + published);
    }

    @ParameterizedTest
    @CsvSource({"http, 8080, 92", "8080, http, 92", "http, http, 92", "8080, 8080, 92"})
    void aPortMayBeProbedByNameAndServedByNumberOrTheOtherWayRound(String port, String target, String published) {
        cluster.set(ACTIVE, "/spec/ports", new Object[] {
            Map.of("name", "prometheus", "port", 91, "targetPort", "metrics"),
            Map.of("name", "web", "port", 92, "targetPort", target.equals("http") ? target : Integer.valueOf(target))
        });

        assertThat(service(port)).isEqualTo("services/web-active:" + published);
    }

    @Test
    void aServicePortWithoutATargetLeadsToTheSamePort() {
        cluster.set(ACTIVE, "/spec/ports", new Object[] {
            Map.of("name", "prometheus", "port", 91), Map.of("name", "web", "port", 8080)
        });

        assertThat(service("http")).isEqualTo("services/web-active:8080");
    }

    private String service(String port) {
        Service service = cluster.seen().service(ACTIVE).orElseThrow();
        Deployment deployment = cluster.seen().deployment(GREEN).orElseThrow();
        return ProbeTargets.service(service, deployment, port);
    }
}
