package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static Metadata metadata(Kind kind, String name) {
        return new Metadata(new ObjectRef(kind, "shop", name), "uid-" + name, "1", Map.of());
    }

    private static Deployment deployment(String colour, int replicas) {
        ObjectNode manifest = Json.parse("""
                {"spec":{"replicas":%d,"template":{"metadata":{"labels":{"app":"web","version":"%s"}},
                 "spec":{"terminationGracePeriodSeconds":60,"containers":[{"name":"web","image":"web:1",
                 "lifecycle":{"preStop":{"sleep":{"seconds":5}}}}]}}}}""".formatted(replicas, colour)).deepCopy();
        return new Deployment(
                metadata(Kind.DEPLOYMENT, "web-" + colour),
                Map.of("app", "web", "version", colour),
                manifest.at("/spec/template"),
                replicas,
                new Deployment.Status(1, 1, replicas, replicas, replicas, replicas),
                false,
                Optional.empty(),
                manifest);
    }

    private static Service service(String name, String colour) {
        JsonNode manifest = Json.parse("""
                {"spec":{"selector":{"app":"web","version":"%s"}}}""".formatted(colour));
        return new Service(
                metadata(Kind.SERVICE, name), Map.of("app", "web", "version", colour), false, false, false, manifest);
    }

    private static Autoscaler autoscaler(String deployment, int min, int max, int desired) {
        JsonNode manifest = Json.parse("""
                {"spec":{"minReplicas":%d,"maxReplicas":%d,"scaleTargetRef":{"kind":"Deployment","name":"%s"}}}""".formatted(min, max, deployment));
        return new Autoscaler(metadata(Kind.AUTOSCALER, deployment), deployment, min, max, desired, manifest);
    }

    private static Observation cluster(int blue, int green, String preview, Autoscaler... autoscalers) {
        return SettledCluster.of(new Observation(
                Map.of("web-blue", deployment("blue", blue), "web-green", deployment("green", green)),
                Map.of("web-active", service("web-active", "blue"), "web-preview", service("web-preview", preview)),
                Map.of(),
                List.of(),
                List.of(autoscalers),
                List.of()));
    }

    private static BlueGreenArguments arguments(Mode mode) {
        return new BlueGreenArguments(mode).namespace("shop").application("web");
    }

    private static List<String> writes(Plan plan) {
        return plan.writes().stream()
                .map(write -> write.phase() + " " + write.object().name() + ": " + write.summary())
                .toList();
    }

    @Test
    void aReleasePreparesSwitchesAndScalesDown() {
        Plan plan = Plan.of(arguments(Mode.DEPLOY).image("web:2").spec(), cluster(3, 0, "green"));

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
        assertThat(writes(plan))
                .containsExactly(
                        "PREPARE web-green: image web:1 -> web:2, replicas 0 -> 3",
                        "SWITCH web-active: selector version blue -> green",
                        "SCALE_DOWN web-blue: replicas 3 -> 0");
        assertThat(plan.reason()).isEqualTo("web:2 has all the traffic");
    }

    @Test
    void everyChangedValueIsTold() {
        Plan plan = Plan.of(arguments(Mode.DEPLOY).image("web:2").spec(), cluster(3, 0, "green"));

        assertThat(plan.writes().get(0).lines())
                .containsExactly(
                        new Plan.Line(
                                "spec.template.spec.containers[0].image", Optional.of("web:1"), Optional.of("web:2")),
                        new Plan.Line("spec.replicas", Optional.of("0"), Optional.of("3")));
    }

    @Test
    void aPreviewThatShowsTheActiveColourIsPointedToTheIdleOne() {
        Plan plan = Plan.of(arguments(Mode.DEPLOY).image("web:2").spec(), cluster(3, 0, "blue"));

        assertThat(writes(plan)).first().isEqualTo("PREPARE web-preview: selector version blue -> green");
    }

    @Test
    void smokeTestsAndCountersAreTakenToPass() {
        BlueGreenArguments arguments =
                arguments(Mode.DEPLOY).image("web:2").smoke(true).idleCounter("/served");

        assertThat(Plan.of(arguments.spec(), cluster(3, 0, "green")).writes()).hasSize(3);
    }

    @Test
    void aRollbackEndsTheBadColourInSteps() {
        Plan plan = Plan.of(arguments(Mode.ROLLBACK).spec(), cluster(4, 4, "green"));

        assertThat(writes(plan))
                .containsExactly(
                        "SWITCH web-active: selector version blue -> green",
                        "SCALE_DOWN web-blue: replicas 4 -> 2",
                        "SCALE_DOWN web-blue: replicas 2 -> 1",
                        "SCALE_DOWN web-blue: replicas 1 -> 0");
    }

    @Test
    void anAutoscalerOfTheActiveColourFollowsTheTraffic() {
        Plan plan = Plan.of(
                arguments(Mode.DEPLOY).image("web:2").spec(), cluster(3, 0, "green", autoscaler("web-blue", 2, 9, 5)));

        assertThat(writes(plan))
                .containsExactly(
                        "PREPARE web-green: image web:1 -> web:2, replicas 0 -> 5",
                        "SWITCH web-active: selector version blue -> green",
                        "ENDPOINTS web-blue: target web-blue -> web-green",
                        "SCALE_DOWN web-blue: replicas 3 -> 0");
    }

    @Test
    void theFloorOfAnAutoscalerOfTheIdleColourIsRaisedAndGivenBack() {
        Plan plan = Plan.of(
                arguments(Mode.DEPLOY).image("web:2").spec(), cluster(4, 2, "green", autoscaler("web-green", 2, 9, 2)));

        assertThat(writes(plan))
                .containsExactly(
                        "PREPARE web-green: minReplicas 2 -> 4",
                        "PREPARE web-green: image web:1 -> web:2",
                        "SWITCH web-active: selector version blue -> green",
                        "SCALE_DOWN web-green: minReplicas 4 -> 2",
                        "SCALE_DOWN web-blue: replicas 4 -> 0");
    }

    @Test
    void aReleaseThatWouldNotBeginIsRefusedWithEveryReason() {
        Observation nothing = new Observation(Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());

        Plan plan = Plan.of(arguments(Mode.DEPLOY).image("web:2").spec(), nothing);

        assertThat(plan.writes()).isEmpty();
        assertThat(plan.refusals()).hasSize(3).first().asString().startsWith("deployment shop/web-blue does not exist");
    }

    @Test
    void aReleaseThatWouldNotGetToItsEndIsRefused() {
        Plan plan = Plan.of(
                arguments(Mode.DEPLOY).image("web:2").spec(), cluster(5, 2, "green", autoscaler("web-green", 2, 4, 2)));

        assertThat(plan.refusals()).singleElement().asString().contains("allows 4 replicas, the load of now needs 5");
    }
}
