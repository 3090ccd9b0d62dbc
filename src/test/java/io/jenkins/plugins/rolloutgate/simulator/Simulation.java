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
import java.util.function.BooleanSupplier;

/** One release, or two that compete, through random faults; everything follows from the seed. */
final class Simulation {
    private static final Duration LIMIT = Duration.ofHours(2);

    private final SimulatedWorld world;
    private final SafetyRules rules;
    private final SimulatedCluster cluster;
    private final SimulatedRelease release;
    private final Optional<SimulatedRelease> rival;
    private int failures;

    Simulation(long seed, Sabotage sabotage) {
        // Neighbouring seeds give correlated first numbers; spread them.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextInt();
        this.world = new SimulatedWorld(
                random,
                new SimulatedWorld.Start(
                        1 + random.nextInt(4),
                        pick(
                                random,
                                SimulatedWorld.Autoscaling.NONE,
                                SimulatedWorld.Autoscaling.NONE,
                                SimulatedWorld.Autoscaling.SHARED,
                                SimulatedWorld.Autoscaling.EACH),
                        random.nextInt(6) == 0 ? SimulatedWorld.BAD : "web:0",
                        random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0));
        this.rules = new SafetyRules(world);
        this.cluster = new SimulatedCluster(world, rules, world.chance(0.5) ? 0 : 0.08, sabotage);
        this.release = release("r1", sabotage);
        this.rival = world.chance(0.15) ? Optional.of(release("r2", sabotage)) : Optional.empty();
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... all) {
        return all[random.nextInt(all.length)];
    }

    private SimulatedRelease release(String id, Sabotage sabotage) {
        boolean rollback = world.chance(0.2);
        int kind = world.random.nextInt(10);
        String image = kind == 0 ? SimulatedWorld.BAD : kind == 1 ? SimulatedWorld.CRASH : SimulatedWorld.GOOD + id;
        BlueGreenSpec spec = new BlueGreenSpec(
                rollback ? BlueGreenSpec.Mode.ROLLBACK : BlueGreenSpec.Mode.DEPLOY,
                "simulated",
                SimulatedWorld.NAMESPACE,
                "web",
                SimulatedWorld.BLUE,
                SimulatedWorld.GREEN,
                SimulatedWorld.ACTIVE,
                "",
                false,
                rollback ? "" : image,
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
        SimulatedRelease made = new SimulatedRelease(id, spec, world, cluster, sabotage);
        made.smokeWillPass = world.chance(0.85);
        made.probesWillPass = world.chance(0.9);
        if (world.chance(0.1)) {
            made.muteGate = pick(world.random, "probe", "probe-active", "smoke", "old-side-idle", "explain");
        }
        rules.watch(made);
        return made;
    }

    /** Runs to the end and checks how it ended; the record is in the error when a rule was broken. */
    Outcome run() throws IOException {
        try {
            plan();
            release.start();
            drive(this::settled);
            Outcome outcome = checkEnd(release);
            nothingStaysLocked();
            return outcome;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e + "\n" + String.join("\n", release.lines()), e);
        }
    }

    private void drive(BooleanSupplier done) {
        long seen = 0;
        Instant limit = world.instant().plus(LIMIT);
        while (!done.getAsBoolean() && world.step(limit)) {
            if (world.changes() != seen) {
                seen = world.changes();
                release.wakeAll();
                rival.ifPresent(SimulatedRelease::wakeAll);
            }
            recover(release);
            rival.ifPresent(this::recover);
        }
    }

    private boolean settled() {
        return !release.isAlive() && release.hasEnded() && world.random.nextInt(50) == 0;
    }

    private void plan() {
        if (world.chance(0.5)) {
            failures = world.between(1, 3);
            release.failAt(failure(world.between(2, 30)));
        }
        for (int i = world.between(0, 3); i > 0; i--) {
            within90s(this::flap);
        }
        for (int i = world.between(0, 3); i > 0; i--) {
            within90s(() -> world.load(world.between(1, 8)));
        }
        with(0.2, () -> cluster.downFor(world.between(1, 120)));
        with(0.15, this::foreignEdit);
        with(0.15, release::abort);
        with(0.1, () -> release.hold(world.between(1, 600)));
        with(0.1, this::pauseAndReplace);
        with(0.1, () -> release.pause(world.between(20, 900)));
        with(0.1, this::revoke);
        rival.ifPresent(other -> within90s(() -> unchecked(other::start)));
    }

    private void with(double probability, Runnable what) {
        if (world.chance(probability)) {
            within90s(what);
        }
    }

    /** The time in which most releases are under way. */
    private void within90s(Runnable what) {
        world.after(0, 90_000, what);
    }

    private MemoryJournal.Failure failure(int line) {
        return new MemoryJournal.Failure(line, world.chance(0.5), world.chance(0.3));
    }

    private void revoke() {
        cluster.grant(world.chance(0.5) ? SimulatedCluster.Rights.READ : SimulatedCluster.Rights.NONE);
        if (world.chance(0.7)) {
            world.after(1000, 300_000, () -> cluster.grant(SimulatedCluster.Rights.ALL));
        }
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
            ((ObjectNode) blue.path("spec")).put("replicas", world.replicas(SimulatedWorld.BLUE) + 2);
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
            release.pause(world.between(5, 120));
            unchecked(release::resume);
        }
    }

    private void recover(SimulatedRelease crashed) {
        if (crashed.needsRecovery()) {
            boolean another = failures-- > 1;
            world.after(
                    0,
                    60_000,
                    () -> unchecked(() -> {
                        boolean adopted = world.chance(0.25) && crashed.adopt();
                        if (!adopted) {
                            crashed.resume();
                        }
                        if (another) {
                            crashed.failAt(failure(crashed.lines().size() + world.between(1, 12)));
                        }
                    }));
        }
    }

    private Outcome checkEnd(SimulatedRelease ended) {
        ReleaseState state = ended.state();
        require(state.end().isPresent(), "rule 4: it never ended");
        Outcome outcome = state.end().get().outcome();
        String reason = state.end().get().reason();
        require(!reason.contains("old colour is made ready first"), "rule 4: the way back was open, but not taken");
        if (rival.isEmpty() && outcome != Outcome.HELD) {
            allOldOrAllNew(outcome, ended);
        }
        if (rival.isEmpty() && !cluster.everDenied() && !reason.contains("another driver")) {
            floorsGivenBack();
        }
        return outcome;
    }

    private void allOldOrAllNew(Outcome outcome, SimulatedRelease ended) {
        boolean touched = rules.isForeign("Service/" + SimulatedWorld.ACTIVE + "/spec/selector/version");
        boolean forward = outcome == (ended.spec.isRollback() ? Outcome.ROLLED_BACK : Outcome.PROMOTED);
        String colour = world.activeColour();
        require(
                touched || colour.equals(forward ? "green" : "blue"),
                "rule 4: " + outcome + ", but the traffic is on " + colour);
        require(
                !forward || ended.spec.isRollback() || ended.spec.image().startsWith(SimulatedWorld.GOOD),
                "rule 3: a bad image is live");
    }

    private void floorsGivenBack() {
        for (String name : new String[] {SimulatedWorld.BLUE, SimulatedWorld.GREEN}) {
            ObjectNode autoscaler = world.object("HorizontalPodAutoscaler", name);
            require(
                    autoscaler == null
                            || !autoscaler.at("/metadata/annotations").has(Annotations.MIN_REPLICAS),
                    "rule 4: minReplicas of " + name + " was not given back");
        }
    }

    /** Where the Lease could not be given back, a recovery on a cluster that works again does it. */
    private void nothingStaysLocked() throws IOException {
        if (!holdsLease()) {
            return;
        }
        require(cluster.everFailed(), "rule 4: the Lease stays locked");
        cluster.heal();
        release.resume();
        drive(() -> !release.isAlive());
        require(!holdsLease(), "rule 4: the Lease stays locked after recovery");
    }

    private boolean holdsLease() {
        return cluster.leaseNow(release.spec.targets().lease())
                .filter(lease -> lease.holder().startsWith(release.id + "/"))
                .isPresent();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
