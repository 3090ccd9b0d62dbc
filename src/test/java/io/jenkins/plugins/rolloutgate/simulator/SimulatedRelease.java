package io.jenkins.plugins.rolloutgate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.Adoption;
import io.jenkins.plugins.rolloutgate.run.GateRunner;
import io.jenkins.plugins.rolloutgate.run.ReleaseDriver;
import io.jenkins.plugins.rolloutgate.run.Turn;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenStrategy;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One release and the processes that drive it, one after another, or two at once where one was only paused. */
final class SimulatedRelease {
    /** Longer between two looks at the cluster, and nobody can say what happened meanwhile. */
    private static final Duration UNWATCHED = Duration.ofSeconds(30);

    final String id;
    final BlueGreenSpec spec;

    boolean smokeWillPass = true;
    boolean probesWillPass = true;
    /** Name of the gate that never answers; empty for none. */
    String muteGate = "";

    private final SimulatedWorld world;
    private final SimulatedCluster cluster;
    private final Sabotage sabotage;
    private final List<Instant> looks = new ArrayList<>();
    private final List<Driving> driving = new ArrayList<>();
    private MemoryJournal journal = new MemoryJournal();
    private int nonces;

    SimulatedRelease(String id, BlueGreenSpec spec, SimulatedWorld world, SimulatedCluster cluster, Sabotage sabotage) {
        this.id = id;
        this.spec = spec;
        this.world = world;
        this.cluster = cluster;
        this.sabotage = sabotage;
    }

    void start() throws IOException {
        ReleaseRecord record = ReleaseRecord.open(journal);
        var data = Json.object().put("release", id).put("strategy", "blue-green");
        data.set("spec", Json.tree(spec));
        record.append(world.instant(), "someone", EventKind.STARTED, data);
        drive(record, true);
    }

    /** Lets the process of now come to its end when it appends a line. */
    void failAt(MemoryJournal.Failure failure) {
        journal.failAt(failure);
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
        process.nextTurn = Instant.MAX;
        process.wake(process.pausedUntil);
    }

    void abort() {
        current().tell(driver -> driver.abort("someone", "aborted by someone"));
    }

    /** Somebody holds the release where it is for a while, and says so until it goes on. */
    void hold(int seconds) {
        current().tell(driver -> driver.pause("someone", "held by someone"));
        world.after(seconds * 1000, seconds * 1000, this::letGo);
    }

    private void letGo() {
        if (!hasEnded()) {
            current().tell(driver -> driver.resume("someone", "seen"));
            world.after(60_000, 60_000, this::letGo);
        }
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

    /** Whether the process of now has died without an end of the release; true once for each. */
    boolean needsRecovery() {
        boolean crashed = hasBegun() && current().crashed;
        if (crashed) {
            current().crashed = false;
        }
        return crashed;
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

    /** How much of the time since then somebody who drives this release looked at the cluster. */
    Duration watched(Instant since) {
        Duration watched = Duration.ZERO;
        Instant last = Instant.MIN;
        for (Instant look : looks) {
            Instant from = last.isBefore(since) ? since : last;
            if (look.isAfter(from) && !look.isAfter(last.plus(UNWATCHED))) {
                watched = watched.plus(Duration.between(from, look));
            }
            last = look;
        }
        return watched;
    }

    String newImage() {
        return baseline().path("newImage").asText();
    }

    int baselineReplicas() {
        return baseline().path("replicas").asInt();
    }

    private JsonNode baseline() {
        return state().baseline().orElseThrow().path("baseline");
    }

    boolean allProbed(String deployment) {
        return world.pods.stream()
                .filter(pod -> pod.deployment.equals(deployment) && pod.image.equals(newImage()) && !pod.terminating)
                .allMatch(
                        pod -> states().anyMatch(state -> state.passed("probe").contains("uid-" + pod.name)));
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

    private interface Message {
        void deliver(ReleaseDriver to) throws IOException;
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
                    record,
                    sabotage.strategy(new BlueGreenStrategy(spec)),
                    spec.targets(),
                    cluster,
                    this,
                    world,
                    "n" + id + nonces++,
                    (gate, answer) -> tell(to -> to.answered(gate, answer)));
        }

        void wake(Instant when) {
            Instant due = when.isBefore(pausedUntil) ? pausedUntil : when;
            if (alive && due.isBefore(nextTurn)) {
                nextTurn = due;
                world.at(due, () -> turn(due));
            }
        }

        private void turn(Instant due) {
            if (due.equals(nextTurn)) {
                nextTurn = Instant.MAX;
                perform(to -> {
                    Turn turn = to.turn();
                    alive = !turn.over();
                    turn.again().ifPresent(this::wake);
                });
            }
        }

        /** What is said to a paused process waits until it goes on. */
        void tell(Message message) {
            if (world.instant().isBefore(pausedUntil)) {
                world.at(pausedUntil, () -> tell(message));
            } else {
                perform(message);
                wake(world.instant());
            }
        }

        /** A process whose disk is full does nothing more, like one that has crashed. */
        private void perform(Message message) {
            if (!alive) {
                return;
            }
            cluster.observed = () -> looks.add(world.instant());
            try {
                message.deliver(driver);
            } catch (MemoryJournal.Crash | IOException end) {
                alive = false;
                crashed = true;
            }
        }

        @Override
        public void start(Gate gate, Consumer<Answer> answer) {
            if (!gate.name().equals(muteGate)) {
                Verdict verdict = verdict(gate);
                world.after(20, 3000, () -> answer.accept(new Answer(verdict, "as simulated", Json.object())));
            }
        }

        private Verdict verdict(Gate gate) {
            if (gate instanceof Gate.Smoke) {
                return smokeHere ? (smokeWillPass ? Verdict.PASS : Verdict.FAIL) : Verdict.NOT_RUN;
            }
            return !(gate instanceof Gate.Probe) || probesWillPass ? Verdict.PASS : Verdict.FAIL;
        }
    }
}
