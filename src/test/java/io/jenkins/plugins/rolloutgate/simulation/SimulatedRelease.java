package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.Adoption;
import io.jenkins.plugins.rolloutgate.run.GateRunner;
import io.jenkins.plugins.rolloutgate.run.ReleaseDriver;
import io.jenkins.plugins.rolloutgate.run.Turn;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One release and the driving that drive it, one after another, or two at once where one was only paused. */
final class SimulatedRelease<S extends ReleaseSpec> {
    final String id;
    final S spec;
    final int replicas;

    boolean smokeWillPass = true;
    boolean probesWillPass = true;
    /** What a look at the objectives gives. */
    Function<Gate.Measure, ObjectNode> measurements = look -> Json.object();

    private final SimulatedWorld world;
    private final FaultyCluster cluster;
    private final List<Driving> driving = new ArrayList<>();
    private MemoryJournal journal = new MemoryJournal();
    private int nonces;

    SimulatedRelease(String id, S spec, int replicas, SimulatedWorld world, FaultyCluster cluster) {
        this.id = id;
        this.spec = spec;
        this.replicas = replicas;
        this.world = world;
        this.cluster = cluster;
    }

    void start() throws IOException {
        ReleaseRecord record = ReleaseRecord.open(journal);
        var data = Json.object().put("release", id).put("strategy", spec.strategyName());
        data.set("spec", Json.tree(spec));
        record.append(world.instant(), "someone", EventKind.STARTED, data);
        drive(record, true);
    }

    /** Lets the next process crash when it appends its n-th line, before or after that line is kept. */
    void crashAt(int line, boolean kept) {
        journal.crashAt(line, kept);
    }

    /** A new process goes on from the journal. */
    void resume() throws IOException {
        journal = journal.copy();
        ReleaseRecord record = ReleaseRecord.open(journal);
        drive(record, false);
    }

    /** A new process goes on although the journal is lost; false when the cluster shows nothing to go on with. */
    boolean adopt() throws IOException {
        Optional<LeaseStore.Lease> lease = cluster.leaseNow(spec.targets().lease())
                .filter(found -> found.holder().startsWith(id + "/"));
        if (lease.isEmpty()) {
            return false;
        }
        MemoryJournal fresh = new MemoryJournal();
        ReleaseRecord record = ReleaseRecord.open(fresh);
        try {
            record.append(
                    world.instant(),
                    Event.ENGINE,
                    EventKind.ADOPTED,
                    Adoption.event(lease.get(), cluster.observe(spec.targets())));
        } catch (ClusterException e) {
            return false;
        }
        journal = fresh;
        drive(record, false);
        return true;
    }

    private void drive(ReleaseRecord record, boolean smokeHere) {
        Driving process = new Driving(record, smokeHere);
        driving.add(process);
        process.wake(world.instant());
    }

    void wakeAll() {
        for (Driving process : driving) {
            process.wake(world.instant().plusMillis(world.between(0, 20)));
        }
    }

    /** The process of now stops for a while without dying; it will not know. */
    void pause(int seconds) {
        Driving process = current();
        process.pausedUntil = world.instant().plusSeconds(seconds);
        process.wake(process.pausedUntil);
    }

    void abort() throws IOException {
        tell(driver -> driver.abort("someone", "aborted by someone"));
    }

    /** Somebody holds the release where it is for a while, and says so until it goes on. */
    void hold(int seconds) throws IOException {
        tell(driver -> driver.pause("someone", "held by someone"));
        world.after(seconds * 1000, seconds * 1000, () -> Simulation.unchecked(this::letGo));
    }

    private void letGo() throws IOException {
        if (!hasEnded()) {
            tell(driver -> driver.resume("someone", "seen"));
            world.after(60_000, 60_000, () -> Simulation.unchecked(this::letGo));
        }
    }

    /** Somebody answers the question that is open, if one is. */
    void answer(String answer) throws IOException {
        Optional<Ramp.Question> open = state().ramp().question();
        if (open.isPresent()) {
            tell(driver -> driver.decide("someone", "simulated", open.get().id(), answer, ""));
        }
    }

    /** The next stage of a Pipeline. */
    void goOn(int until) throws IOException {
        tell(driver -> driver.goOn("someone", until));
    }

    private interface Message {
        void deliver(ReleaseDriver driver) throws IOException;
    }

    private void tell(Message message) throws IOException {
        Driving process = current();
        if (process.alive) {
            try {
                message.deliver(process.driver);
            } catch (MemoryJournal.Crash crash) {
                process.crash();
            }
            process.wake(world.instant());
        }
    }

    List<Event> events() {
        return current().record.events();
    }

    private Driving current() {
        return driving.get(driving.size() - 1);
    }

    boolean hasBegun() {
        return !driving.isEmpty();
    }

    boolean isAlive() {
        return current().alive;
    }

    boolean hasCrashed() {
        return current().crashed;
    }

    ReleaseState state() {
        return current().record.state();
    }

    boolean hasEnded() {
        return state().end().isPresent();
    }

    boolean hasTurnedBack() {
        return state().decision().isPresent();
    }

    boolean isPending(String mark) {
        return driving.stream()
                .anyMatch(process -> process.record.state().pendingWrites().stream()
                        .anyMatch(write -> write.mark().equals(mark)));
    }

    boolean allProbed() {
        return unprobed(pod -> !pod.terminating) == 0;
    }

    /** Ready pods of the new version that no probe has passed. */
    long unprobed() {
        return unprobed(pod -> pod.ready);
    }

    private long unprobed(Predicate<SimulatedPod> counts) {
        return world.pods.stream()
                .filter(pod -> pod.image.equals(spec.image()) && counts.test(pod))
                .filter(pod -> states().noneMatch(state -> state.passed("probe").contains("uid-" + pod.name)))
                .count();
    }

    /** When the release took in what it starts from; whatever it found then is not foreign to it. */
    Instant baselineAt() {
        return current().record.events().stream()
                .filter(event -> event.kind() == EventKind.BASELINE || event.kind() == EventKind.ADOPTED)
                .findFirst()
                .orElseThrow()
                .time();
    }

    boolean smokePassed() {
        return states().anyMatch(state -> verdict(state, "smoke") == Verdict.PASS);
    }

    boolean gateFailed() {
        return Stream.of("probe", "smoke")
                .anyMatch(gate -> states().anyMatch(state -> {
                    Verdict verdict = verdict(state, gate);
                    return verdict != null && verdict != Verdict.PASS;
                }));
    }

    private static Verdict verdict(ReleaseState state, String gate) {
        return state.gate(gate).map(ReleaseState.GateResult::verdict).orElse(null);
    }

    private Stream<ReleaseState> states() {
        return driving.stream().map(one -> one.record.state());
    }

    List<String> lines() {
        return journal.lines();
    }

    private final class Driving implements GateRunner {
        private final ReleaseRecord record;
        private final ReleaseDriver driver;
        private final boolean smokeHere;
        private boolean alive = true;
        private boolean crashed;
        private Instant nextTurn = Instant.MAX;
        private Instant pausedUntil = Instant.MIN;

        Driving(ReleaseRecord record, boolean smokeHere) {
            this.record = record;
            this.smokeHere = smokeHere;
            this.driver = new ReleaseDriver(
                    record, spec.strategy(), spec.targets(), cluster, this, world, "n" + id + nonces++, this::answered);
        }

        private void crash() {
            alive = false;
            crashed = true;
        }

        void wake(Instant when) {
            Instant due = when.isBefore(pausedUntil) ? pausedUntil : when;
            if (alive && due.isBefore(nextTurn)) {
                nextTurn = due;
                world.at(due, () -> turn(due));
            }
        }

        private void turn(Instant due) {
            if (!alive || !due.equals(nextTurn) || world.instant().isBefore(pausedUntil)) {
                return;
            }
            nextTurn = Instant.MAX;
            try {
                Turn turn = driver.turn();
                alive = !turn.over();
                turn.again().ifPresent(this::wake);
            } catch (MemoryJournal.Crash crash) {
                crash();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void start(Gate gate, Consumer<Answer> answer) {
            Verdict verdict = verdict(gate);
            ObjectNode numbers = gate instanceof Gate.Measure look ? measurements.apply(look) : Json.object();
            world.after(20, 3000, () -> answer.accept(new Answer(verdict, "as simulated", numbers)));
        }

        private Verdict verdict(Gate gate) {
            if (gate instanceof Gate.Smoke) {
                return smokeHere ? (smokeWillPass ? Verdict.PASS : Verdict.FAIL) : Verdict.NOT_RUN;
            }
            return !(gate instanceof Gate.Probe) || probesWillPass ? Verdict.PASS : Verdict.FAIL;
        }

        private void answered(Gate gate, Answer answer) {
            if (!alive || world.instant().isBefore(pausedUntil)) {
                return;
            }
            try {
                driver.answered(gate, answer);

            } catch (MemoryJournal.Crash crash) {
                crash();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            wake(world.instant());
        }
    }
}
