package io.jenkins.plugins.rolloutgate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.HttpProbe;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** A blue-green release, or two. */
final class BlueGreenSimulation extends Simulation<BlueGreenSpec> {
    private BlueGreenSimulation(SimulatedWorld world, int replicas) {
        super(world, new SafetyRules(world), replicas);
    }

    static BlueGreenSimulation of(long seed) {
        Random random = random(seed);
        int replicas = 1 + random.nextInt(4);
        double autoscaling = random.nextDouble();
        SimulatedWorld world = SimulatedWorld.blueGreen(
                random,
                replicas,
                autoscaling < 0.6
                        ? SimulatedWorld.Autoscaling.NONE
                        : autoscaling < 0.8 ? SimulatedWorld.Autoscaling.SHARED : SimulatedWorld.Autoscaling.EACH);
        return new BlueGreenSimulation(world, replicas);
    }

    @Override
    SimulatedRelease<BlueGreenSpec> release(String id) {
        int kind = world.random.nextInt(10);
        String image = kind == 0 ? SimulatedWorld.BAD : kind == 1 ? SimulatedWorld.CRASH : SimulatedWorld.GOOD + id;
        BlueGreenSpec spec = new BlueGreenSpec(
                BlueGreenSpec.Mode.DEPLOY,
                "simulated",
                SimulatedWorld.NAMESPACE,
                "web",
                SimulatedWorld.BLUE,
                SimulatedWorld.GREEN,
                SimulatedWorld.ACTIVE,
                "",
                false,
                image,
                "",
                0,
                Duration.ofMinutes(5),
                world.chance(0.7) ? Optional.of(HttpProbe.DEFAULT) : Optional.empty(),
                world.chance(0.3),
                Duration.ofSeconds(world.between(0, 60)),
                Duration.ofSeconds(world.between(0, 40)),
                Duration.ofSeconds(world.between(0, 40)),
                world.chance(0.2) ? "/requests" : "",
                world.chance(0.8) ? OnFailure.ROLLBACK : OnFailure.HOLD,
                false,
                false);
        SimulatedRelease<BlueGreenSpec> made = new SimulatedRelease<>(id, spec, replicas, world, cluster);
        made.smokeWillPass = world.chance(0.85);
        made.probesWillPass = world.chance(0.9);
        return made;
    }

    @Override
    void foreignEdit() {
        int what = world.random.nextInt(4);
        if (what == 0) {
            String colour = world.chance(0.5) ? "blue" : "green";
            edit("Service", SimulatedWorld.ACTIVE, "/spec/selector", "version", colour);
        } else if (what == 1) {
            String name = world.chance(0.5) ? SimulatedWorld.BLUE : SimulatedWorld.GREEN;
            edit("Deployment", name, "/spec/template/spec/containers/0", "image", "web:hotfix");
        } else if (what == 2) {
            ObjectNode green = world.object("Deployment", SimulatedWorld.GREEN).deepCopy();
            ((ObjectNode) green.path("spec")).put("replicas", 7);
            rules.foreignEdit("Deployment/" + SimulatedWorld.GREEN + "/spec/replicas", "7");
            world.store("Deployment", SimulatedWorld.GREEN, green);
        } else {
            // What an autoscaler or a person does under load: the active colour grows.
            ObjectNode blue = world.object("Deployment", SimulatedWorld.BLUE).deepCopy();
            ((ObjectNode) blue.path("spec")).put("replicas", replicas + 2);
            world.store("Deployment", SimulatedWorld.BLUE, blue);
        }
    }

    @Override
    void allOldOrAllNew(Outcome outcome, SimulatedRelease<BlueGreenSpec> ended) {
        String colour = world.object("Service", SimulatedWorld.ACTIVE)
                .at("/spec/selector/version")
                .asText();
        boolean touched = rules.isForeign("Service/" + SimulatedWorld.ACTIVE + "/spec/selector/version");
        require(
                touched || colour.equals(outcome == Outcome.PROMOTED ? "green" : "blue"),
                "rule 4: " + outcome + ", but the traffic is on " + colour);
        for (String name : new String[] {SimulatedWorld.BLUE, SimulatedWorld.GREEN}) {
            ObjectNode autoscaler = world.object("HorizontalPodAutoscaler", name);
            require(
                    autoscaler == null
                            || !autoscaler.at("/metadata/annotations").has(Annotations.MIN_REPLICAS),
                    "minReplicas of " + name + " was not given back");
        }
        require(
                outcome != Outcome.PROMOTED || ended.spec.image().startsWith(SimulatedWorld.GOOD),
                "a bad image is live");
    }
}
