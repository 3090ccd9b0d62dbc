package io.jenkins.plugins.rolloutgate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.HttpProbe;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** One release, or two that compete, through random faults; everything follows from the seed. */
final class Simulation {
    private static final Duration LIMIT = Duration.ofHours(2);

    private final SimulatedWorld world;
    private final SafetyRules rules;
    private final SimulatedCluster cluster;
    private final SimulatedRelease release;
    private final Optional<SimulatedRelease> rival;
    private final int replicas;
    private int crashes;

    Simulation(long seed) {
        // Neighbouring seeds give correlated first numbers; spread them.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextInt();
        this.replicas = 1 + random.nextInt(4);
        double autoscaling = random.nextDouble();
        this.world = new SimulatedWorld(
                random,
                replicas,
                autoscaling < 0.6
                        ? SimulatedWorld.Autoscaling.NONE
                        : autoscaling < 0.8 ? SimulatedWorld.Autoscaling.SHARED : SimulatedWorld.Autoscaling.EACH);
        this.rules = new SafetyRules(world);
        this.cluster = new SimulatedCluster(world, rules, world.chance(0.5) ? 0 : 0.08);
        this.release = release("r1");
        this.rival = world.chance(0.15) ? Optional.of(release("r2")) : Optional.empty();
    }

    private SimulatedRelease release(String id) {
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
        SimulatedRelease made = new SimulatedRelease(id, spec, replicas, world, cluster);
        made.smokeWillPass = world.chance(0.85);
        made.probesWillPass = world.chance(0.9);
        rules.watch(made);
        return made;
    }

    /** Runs to the end and checks how it ended; the record is in the error when a rule was broken. */
    Outcome run() throws IOException {
        try {
            plan();
            release.start();
            long seen = 0;
            Instant limit = world.instant().plus(LIMIT);
            while (!settled() && world.step(limit)) {
                if (world.changes() != seen) {
                    seen = world.changes();
                    release.wakeAll();
                    rival.ifPresent(SimulatedRelease::wakeAll);
                }
                recover(release);
                rival.ifPresent(this::recover);
            }
            return checkEnd(release);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e + "\n" + String.join("\n", release.lines()), e);
        }
    }

    private boolean settled() {
        return !release.isAlive() && release.hasEnded() && world.random.nextInt(50) == 0;
    }

    private void plan() {
        int seconds = 90;
        if (world.chance(0.5)) {
            crashes = world.between(1, 3);
            release.crashAt(world.between(2, 30), world.chance(0.5));
        }
        for (int i = world.between(0, 3); i > 0; i--) {
            world.after(0, seconds * 1000, this::flap);
        }
        if (world.chance(0.2)) {
            world.after(0, seconds * 1000, () -> cluster.downFor(world.between(1, 120)));
        }
        if (world.chance(0.15)) {
            world.after(0, seconds * 1000, this::foreignEdit);
        }
        if (world.chance(0.15)) {
            world.after(0, seconds * 1000, () -> unchecked(release::abort));
        }
        if (world.chance(0.1)) {
            world.after(1000, seconds * 1000, this::pauseAndReplace);
        }
        if (world.chance(0.05)) {
            world.after(0, seconds * 1000, () -> cluster.denied = true);
        }
        rival.ifPresent(other -> world.after(0, seconds * 1000, () -> unchecked(other::start)));
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void unchecked(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void flap() {
        if (!world.pods.isEmpty()) {
            SimulatedPod pod = world.pods.get(world.random.nextInt(world.pods.size()));
            if (pod.ready) {
                world.ready(pod, false);
                world.after(500, 20_000, () -> world.ready(pod, true));
            }
        }
    }

    private void foreignEdit() {
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

    private void edit(String kind, String name, String parent, String field, String value) {
        ObjectNode object = world.object(kind, name).deepCopy();
        ObjectNode map = (ObjectNode) object.at(parent);
        if (!map.path(field).asText().equals(value)) {
            map.put(field, value);
            rules.foreignEdit(kind + "/" + name + parent + "/" + field, value);
            world.store(kind, name, object);
        }
    }

    /** The process seems dead, another one takes over, and then the first one wakes up. */
    private void pauseAndReplace() {
        if (release.isAlive() && !release.hasEnded()) {
            release.pause(world.between(5, 60));
            unchecked(release::resume);
        }
    }

    private void recover(SimulatedRelease crashed) {
        if (!crashed.hasBegun() || !crashed.hasCrashed()) {
            return;
        }
        boolean another = crashes-- > 1;
        unchecked(() -> {
            boolean adopted = world.chance(0.25) && crashed.adopt();
            if (!adopted) {
                crashed.resume();
            }
            if (another) {
                crashed.crashAt(crashed.lines().size() + world.between(1, 12), world.chance(0.5));
            }
        });
    }

    private Outcome checkEnd(SimulatedRelease ended) {
        ReleaseState state = ended.state();
        require(state.end().isPresent(), "rule 4: it never ended");
        Outcome outcome = state.end().get().outcome();
        boolean ours = cluster.leaseNow(ended.spec.targets().lease())
                .filter(lease -> lease.holder().startsWith(ended.id + "/"))
                .isPresent();
        require(!ours || cluster.denied || !cluster.isReliable(), "rule 4: the Lease stays locked");
        if (rival.isEmpty() && outcome != Outcome.HELD) {
            allOldOrAllNew(outcome, ended);
        }
        return outcome;
    }

    private void allOldOrAllNew(Outcome outcome, SimulatedRelease ended) {
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

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
