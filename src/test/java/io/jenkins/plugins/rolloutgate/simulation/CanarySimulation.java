package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** A canary release, or two, by replicas or by a route, with measurements and people. */
final class CanarySimulation extends Simulation<CanarySpec> {
    private final boolean routed;
    /** From when on the new version is as it really is; nobody can see it before. */
    private final Instant shows;

    private final Health health;

    /** What the metric source has to say of the new version. */
    private enum Health {
        GOOD,
        BAD,
        DOUBTFUL,
        UNKNOWN,
        SOURCE_DOWN,
        SOURCE_FLAKY
    }

    private CanarySimulation(SimulatedWorld world, int replicas, boolean routed) {
        super(world, new CanaryRules(world), replicas);
        this.routed = routed;
        this.shows = world.instant().plusSeconds(world.chance(0.5) ? 0 : world.between(20, 150));
        this.health = world.chance(0.5) ? Health.GOOD : Health.values()[world.between(1, Health.values().length - 1)];
    }

    static CanarySimulation of(long seed) {
        Random random = random(seed);
        int replicas = 1 + random.nextInt(6);
        boolean routed = random.nextBoolean();
        boolean autoscaled = random.nextInt(4) == 0;
        return new CanarySimulation(CanaryWorld.of(random, replicas, routed, autoscaled), replicas, routed);
    }

    @Override
    SimulatedRelease<CanarySpec> release(String id) {
        int kind = world.random.nextInt(10);
        String image = kind == 0 ? CanaryWorld.BAD : kind == 1 ? CanaryWorld.CRASH : CanaryWorld.GOOD + id;
        boolean asks = world.chance(0.2);
        CanaryArguments arguments = new CanaryArguments()
                .cluster("simulated")
                .namespace(CanaryWorld.NAMESPACE)
                .application("web")
                .image(image)
                .phases(asks ? "10%:20s, 50%:20s:ask, 100%:10s" : "10%:20s, 50%:20s, 100%:10s")
                .timeout("10m")
                .every("10s")
                .tolerance(100.0)
                .objective(Map.of("objective", "errors < 5", "query", "q", "window", "1s", "name", "errors"))
                .objective(Map.of(
                        "objective",
                        "errors < 1",
                        "query",
                        "q",
                        "window",
                        "1s",
                        "name",
                        "few errors",
                        "severity",
                        "investigate"))
                .body(world.chance(0.3))
                .until(world.chance(0.2) ? "10%" : "")
                .expires("2m")
                .silence(world.chance(0.5) ? "hold" : "rollback")
                .scaleDownDelay(world.between(0, 30) + "s")
                .onFailure(world.chance(0.8) ? "rollback" : "hold");
        if (routed) {
            arguments.router("httpRoute").stableService(CanaryWorld.TO_STABLE).canaryService(CanaryWorld.TO_CANARY);
        }
        if (world.chance(0.3)) {
            arguments.noProbe();
        }
        SimulatedRelease<CanarySpec> made =
                new SimulatedRelease<>(id, arguments.spec(QueryCatalogue.builtIn()), replicas, world, cluster);
        made.smokeWillPass = world.chance(0.85);
        made.probesWillPass = world.chance(0.9);
        made.measurements = this::look;
        return made;
    }

    private ObjectNode look(Gate.Measure look) {
        ObjectNode numbers = Json.object();
        ArrayNode samples = numbers.putArray("samples");
        Health now = world.instant().isBefore(shows) ? Health.GOOD : health;
        Optional<Reason> problem =
                switch (now) {
                    case UNKNOWN -> Optional.of(Reason.NO_DATA);
                    case SOURCE_DOWN -> Optional.of(Reason.SOURCE_ERROR);
                    case SOURCE_FLAKY -> world.chance(0.4) ? Optional.of(Reason.SOURCE_ERROR) : Optional.empty();
                    default -> Optional.empty();
                };
        double errors = now == Health.BAD ? 9 : now == Health.DOUBTFUL ? 3 : 0;
        for (Objective objective : look.objectives()) {
            samples.add(Json.tree(new Sample(
                    objective.name(),
                    "canary",
                    world.instant().toEpochMilli() / 1000.0,
                    problem.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(errors),
                    Map.of(),
                    problem,
                    problem.isPresent() ? "as simulated" : "",
                    Map.of())));
        }
        return numbers;
    }

    /** People look in now and then, and the next stage of a Pipeline comes again until it is let in. */
    @Override
    void planMore(SimulatedRelease<CanarySpec> begun) {
        String[] answers = {"go", "go", "no-go", "hold"};
        boolean anybody = world.chance(0.7);
        for (int i = 1; i < 60; i++) {
            Instant when = world.instant().plusSeconds(60L * i + world.between(0, 50));
            String answer = answers[world.random.nextInt(answers.length)];
            world.at(when, () -> {
                if (anybody) {
                    unchecked(() -> begun.answer(answer));
                }
                unchecked(() -> begun.goOn(100));
            });
        }
    }

    @Override
    void foreignEdit() {
        switch (world.random.nextInt(4)) {
            case 0 -> {
                if (routed) {
                    edit("HTTPRoute", CanaryWorld.ROUTE, "/spec/rules/0/backendRefs/1", "weight", world.between(0, 90));
                } else {
                    edit("Service", CanaryWorld.ACTIVE, "/spec/selector", "version", "stable");
                }
            }
            case 1 ->
                edit(
                        "Deployment",
                        world.chance(0.5) ? CanaryWorld.STABLE : CanaryWorld.CANARY,
                        "/spec/template/spec/containers/0",
                        "image",
                        "web:hotfix");
            case 2 -> edit("Deployment", CanaryWorld.CANARY, "/spec", "replicas", 7);
            // What an autoscaler or a person does under load.
            default -> edit("Deployment", CanaryWorld.STABLE, "/spec", "replicas", replicas + 2);
        }
    }

    @Override
    void allOldOrAllNew(Outcome outcome, SimulatedRelease<CanarySpec> ended) {
        boolean promoted = outcome == Outcome.PROMOTED;
        String image = ended.spec.image();
        for (String name : new String[] {CanaryWorld.STABLE, CanaryWorld.CANARY}) {
            ObjectNode deployment = world.object("Deployment", name);
            String is = deployment.at("/spec/template/spec/containers/0/image").asText();
            String should = promoted ? image : "web:1";
            boolean touched = rules.isForeign("Deployment/" + name + "/spec/template/spec/containers/0/image");
            require(touched || is.equals(should), "rule 4: " + outcome + ", but " + name + " has " + is);
        }
        int canary = world.object("Deployment", CanaryWorld.CANARY)
                .at("/spec/replicas")
                .asInt();
        boolean sized = rules.isForeign("Deployment/" + CanaryWorld.CANARY + "/spec/replicas");
        require(sized || canary == 0, "rule 4: " + outcome + ", but the canary has " + canary + " pods");
        if (routed) {
            double weight = CanaryWorld.weight(world.object("HTTPRoute", CanaryWorld.ROUTE));
            boolean weighed = rules.isForeign("HTTPRoute/" + CanaryWorld.ROUTE + "/spec/rules/0/backendRefs/1/weight");
            require(weighed || weight == 0, "rule 4: " + outcome + ", but the canary has weight " + weight);
        } else {
            boolean narrowed = world.object("Service", CanaryWorld.ACTIVE)
                    .at("/spec/selector")
                    .has("version");
            boolean pointed = rules.isForeign("Service/" + CanaryWorld.ACTIVE + "/spec/selector/version");
            require(pointed || !narrowed, "rule 4: " + outcome + ", but the selector is not as before");
        }
        int stable = world.object("Deployment", CanaryWorld.STABLE)
                .at("/spec/replicas")
                .asInt();
        require(stable >= replicas, "rule 1: " + outcome + ", but stable has " + stable + " pods of " + replicas);
        ObjectNode autoscaler = world.object("HorizontalPodAutoscaler", CanaryWorld.STABLE);
        require(
                autoscaler == null || !autoscaler.at("/metadata/annotations").has(Annotations.MIN_REPLICAS),
                "minReplicas of " + CanaryWorld.STABLE + " was not given back");
        require(!promoted || image.startsWith(CanaryWorld.GOOD), "a bad image is live");
    }
}
