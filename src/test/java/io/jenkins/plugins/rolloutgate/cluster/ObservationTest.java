package io.jenkins.plugins.rolloutgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {
    private static final Metadata WEB =
            new Metadata(new ObjectRef(Kind.DEPLOYMENT, "shop", "web"), "uid", "1", Map.of());
    private static final Deployment DEPLOYMENT = new Deployment(
            WEB,
            Map.of("app", "web"),
            Json.object(),
            2,
            new Deployment.Status(1, 1, 2, 2, 2, 2),
            false,
            Optional.empty(),
            Json.object());

    private static Pod pod(String name, String app, boolean terminating) {
        return new Pod(name, "uid-" + name, Map.of("app", app), true, terminating, Optional.empty(), List.of());
    }

    private static Endpoint endpoint(String name, boolean ready) {
        return new Endpoint("uid-" + name, name, ready, false);
    }

    private static Observation seen(List<Pod> pods, List<Endpoint> endpoints) {
        return new Observation(
                Map.of("web", DEPLOYMENT), Map.of(), Map.of("active", endpoints), pods, List.of(), List.of());
    }

    @Test
    void podsThatAreEndingStillBelongToTheirDeployment() {
        Observation seen =
                seen(List.of(pod("a", "web", false), pod("b", "web", true), pod("c", "db", false)), List.of());

        assertThat(seen.pods(DEPLOYMENT)).extracting(Pod::name).containsExactly("a", "b");
    }

    @Test
    void endpointsAreCountedByThePodBehindThem() {
        Observation seen = seen(
                List.of(pod("a", "web", false), pod("b", "web", false), pod("c", "db", false)),
                List.of(endpoint("a", true), endpoint("b", false), endpoint("c", true), endpoint("gone", true)));

        assertThat(seen.readyEndpoints("active", DEPLOYMENT)).isEqualTo(1);
        assertThat(seen.readyEndpoints("active")).isEqualTo(3);
    }

    @Test
    void aServiceWithoutEndpointsHasNone() {
        assertThat(seen(List.of(), List.of()).readyEndpoints("other")).isZero();
    }
}
