package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** One release, or two that compete, through random faults; everything follows from the seed. */
abstract class Simulation<S extends ReleaseSpec> {
    private static final Duration LIMIT = Duration.ofHours(2);

    final SimulatedWorld world;
    final WriteRules<S> rules;
    final FaultyCluster cluster;
    final int replicas;
    private SimulatedRelease<S> release;
    private Optional<SimulatedRelease<S>> rival;
    private int crashes;

    Simulation(SimulatedWorld world, WriteRules<S> rules, int replicas) {
        this.world = world;
        this.rules = rules;
        this.replicas = replicas;
        this.cluster = new FaultyCluster(world, rules, world.chance(0.5) ? 0 : 0.08);
    }

    /** Neighbouring seeds give correlated first numbers; this spreads them. */
    static Random random(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextInt();
        return random;
    }

    /** A release with random arguments. */
    abstract SimulatedRelease<S> release(String id);

    /** Somebody else changes something. */
    abstract void foreignEdit();

    /** What must hold at an end that is not HELD. */
    abstract void allOldOrAllNew(Outcome outcome, SimulatedRelease<S> ended);

    /** People and others who have their part in the release. */
    void planMore(SimulatedRelease<S> begun) {}

    private SimulatedRelease<S> watched(String id) {
        SimulatedRelease<S> made = release(id);
        rules.watch(made);
        return made;
    }

    /** Runs to the end and checks how it ended; the record is in the error when a rule was broken. */
    Outcome run() throws IOException {
        try {
            release = watched("r1");
            rival = world.chance(0.15) ? Optional.of(watched("r2")) : Optional.empty();
            plan();
            release.start();
            planMore(release);
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
            int held = world.between(1, 600);
            world.after(0, seconds * 1000, () -> unchecked(() -> release.hold(held)));
        }
        if (world.chance(0.1)) {
            world.after(1000, seconds * 1000, this::pauseAndReplace);
        }
        if (world.chance(0.05)) {
            world.after(0, seconds * 1000, () -> cluster.denied = true);
        }
        rival.ifPresent(other -> world.after(0, seconds * 1000, () -> unchecked(other::start)));
    }

    interface Step {
        void run() throws IOException;
    }

    static void unchecked(Step step) {
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

    final void edit(String kind, String name, String parent, String field, Object value) {
        ObjectNode object = world.object(kind, name).deepCopy();
        ObjectNode map = (ObjectNode) object.at(parent);
        if (!map.path(field).asText().equals(value.toString())) {
            map.set(field, Json.tree(value));
            rules.foreignEdit(kind + "/" + name + parent + "/" + field, value.toString());
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

    private void recover(SimulatedRelease<S> crashed) {
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

    private Outcome checkEnd(SimulatedRelease<S> ended) {
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

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
