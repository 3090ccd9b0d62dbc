package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.strategy.Action;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import io.jenkins.plugins.rolloutgate.strategy.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Drives one release: observe, decide, act, until there is nothing to do but wait.
 *
 * <p>Not thread-safe: whoever owns it takes one turn at a time. A turn makes blocking calls to the cluster. Restart:
 * a driver on the same record goes on where the record ends; there is no other state.
 */
public final class ReleaseDriver {
    /** A release that has changed nothing yet does not wait long for its cluster: whoever started it is still there. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);

    /** A healthy driver looks at its cluster at least this often, whatever it waits for. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /** A driver that has not looked for longer was stopped and continued, like the process of a laptop that slept. */
    private static final Duration STOOD_STILL = Duration.ofSeconds(30);

    /** The Lease of an unreachable cluster runs out by itself. */
    private static final int MOST_GIVE_BACKS = 5;

    private final ReleaseRecord record;
    private final Strategy strategy;
    private final Targets targets;
    private final Cluster cluster;
    private final Gates gates;
    private final InstantSource clock;
    private final String nonce;
    private final LeaseKeeper lease;
    private final Writer writer;
    private final Instructions instructions;
    private final Patience patience = new Patience();
    private Instant lastSeen;
    private boolean blind;
    private boolean begun;
    private boolean resumed;
    private boolean fencing;
    private boolean over;

    /**
     * Prepares to drive.
     *
     * @param nonce of this process, new for every process
     * @param answers takes the answers of gates to whoever gives this driver its turns, for {@link #answered}
     */
    public ReleaseDriver(
            ReleaseRecord record,
            Strategy strategy,
            Targets targets,
            Cluster cluster,
            GateRunner gates,
            InstantSource clock,
            String nonce,
            BiConsumer<Gate, GateRunner.Answer> answers) {
        this(record, strategy, targets, cluster, gates, clock, nonce, answers, id -> false);
    }

    /**
     * Prepares to drive.
     *
     * @param over whether another release is known to have ended, so that a Lease that it left locked may be taken
     */
    ReleaseDriver(
            ReleaseRecord record,
            Strategy strategy,
            Targets targets,
            Cluster cluster,
            GateRunner gates,
            InstantSource clock,
            String nonce,
            BiConsumer<Gate, GateRunner.Answer> answers,
            Predicate<String> over) {
        this.record = record;
        this.strategy = strategy;
        this.targets = targets;
        this.cluster = cluster;
        this.gates = new Gates(record, gates, clock, answers);
        this.clock = clock;
        this.nonce = nonce;
        this.lease = new LeaseKeeper(cluster, targets.leaseRef(), record.state().id(), nonce, over);
        this.writer = new Writer(record, cluster, clock);
        this.instructions = new Instructions(record, clock);
        this.lastSeen = record.state().lastEventAt();
    }

    /**
     * Takes one turn.
     *
     * @throws IOException if the journal does not take what has to be written down; nothing more is then done to the
     *     cluster, and the release is to be treated as HELD
     */
    public Turn turn() throws IOException {
        begin();
        while (!over) {
            Optional<Turn> turn = once();
            if (turn.isPresent()) {
                return turn.get();
            }
        }
        return Turn.OVER;
    }

    /** A record with a past was left by another process, or by this one before it lost its journal. */
    private void begin() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        if (record.state().end().isPresent()) {
            lease.adopt();
        } else if (record.events().size() > 1) {
            resumed = true;
            append(EventKind.RESUMED, Json.object().put("nonce", nonce));
            lastSeen = clock.instant();
        }
    }

    /** One round; empty when the next one can follow at once. */
    private Optional<Turn> once() throws IOException {
        if (record.state().end().isPresent()) {
            return Optional.of(giveBack());
        }
        try {
            lease.renew(clock.instant(), record.head());
            Observation seen = observe();
            if (record.state().wasDriven() && (crossed(seen) || takeOver(seen))) {
                return Optional.empty();
            }
            Optional<Turn> turn = perform(decide(seen), seen);
            patience.reset();
            return turn;
        } catch (LeaseKeeper.ContestedException e) {
            end(stop(e.getMessage()));
            return Optional.empty();
        } catch (Writer.UnfencedException e) {
            end(stop(e.getMessage()));
            return Optional.empty();
        } catch (Writer.RetryException e) {
            return Optional.of(retry());
        } catch (ClusterException e) {
            if (e.problem() == ClusterException.Problem.CONFLICT) {
                return Optional.of(retry());
            }
            blind = true;
            return Optional.of(unreachable(e));
        }
    }

    private Observation observe() throws ClusterException, IOException {
        Observation seen = cluster.observe(targets);
        boolean stoodStill = Duration.between(lastSeen, clock.instant()).compareTo(STOOD_STILL) > 0;
        if (blind || stoodStill) {
            append(EventKind.OUTAGE, Json.object().put("from", lastSeen.toString()));
            blind = false;
        }
        lastSeen = clock.instant();
        traffic(seen);
        return seen;
    }

    /** Notes how the traffic is shared, when that changes. */
    private void traffic(Observation seen) throws IOException {
        ObjectNode traffic = strategy.traffic(targets, seen);
        if (!traffic.isEmpty() && !traffic.equals(record.state().traffic().orElse(null))) {
            append(EventKind.TRAFFIC, traffic);
        }
    }

    private Optional<ReleaseState.Ownership> ownership() {
        return record.state().ownership().filter(own -> own.nonce().equals(nonce));
    }

    private boolean crossed(Observation seen) throws IOException {
        Optional<Metadata> crossed = ownership().flatMap(own -> Fence.crossed(seen, own));
        if (crossed.isPresent()) {
            end(stop("another driver has written " + crossed.get().ref() + "; its record goes on"));
        }
        return crossed.isPresent();
    }

    /**
     * Opens a new epoch when a request may still be under way whose answer nobody has: one of a process before this, or
     * a lost one of our own. First every object is fenced against it, then it is read whether it had taken effect.
     */
    private boolean takeOver(Observation seen)
            throws IOException, ClusterException, LeaseKeeper.ContestedException, Writer.RetryException,
                    Writer.UnfencedException {
        boolean foreign = ownership().isEmpty();
        if (!fencing && !foreign && !writer.hasLost()) {
            return false;
        }
        if (!fencing || foreign) {
            own(seen);
            fencing = true;
        }
        for (Metadata open : Fence.open(seen, epoch())) {
            writer.raise(open, epoch());
        }
        writer.settle();
        fencing = false;
        return true;
    }

    /** A strategy that breaks down must not leave a locked Lease behind. */
    private Action decide(Observation seen) {
        try {
            return strategy.next(record.state(), seen, clock.instant());
        } catch (RuntimeException | Error e) {
            StackTraceElement[] trace = e.getStackTrace();
            String place = trace.length == 0 ? "" : " at " + trace[0];
            return stop("stopped by a defect, to be reported with this record: " + e + place);
        }
    }

    /** The end of what cannot go on by itself: everything stays as it stands. */
    private Action.End stop(String reason) {
        ReleaseState state = record.state();
        if (!state.wasDriven()) {
            return new Action.End(Outcome.ABORTED, reason + "; nothing was changed");
        }
        String endpoints = state.traffic().stream()
                .flatMap(traffic -> traffic.properties().stream())
                .map(side -> side.getKey() + " " + side.getValue())
                .collect(Collectors.joining(", "));
        return new Action.End(Outcome.HELD, reason + "; ready endpoints as last seen: " + endpoints);
    }

    private Optional<Turn> perform(Action action, Observation seen)
            throws IOException, ClusterException, LeaseKeeper.ContestedException, Writer.RetryException {
        if (action instanceof Action.Beside both) {
            gates.startBeside(both.gate());
            return performOne(both.action(), seen);
        }
        gates.dropBeside();
        return performOne(action, seen);
    }

    private Optional<Turn> performOne(Action action, Observation seen)
            throws IOException, ClusterException, LeaseKeeper.ContestedException, Writer.RetryException {
        if (!(action instanceof Action.Evaluate)) {
            gates.dropAwaited();
        }
        if (action instanceof Action.Note note) {
            writer.withdraw();
            append(note.kind(), note.data());
        } else if (action instanceof Action.Write write) {
            if (ownership().isEmpty()) {
                own(seen);
            }
            phase(write.phase());
            writer.write(write.change(), epoch(), write.phase());
        } else if (action instanceof Action.Evaluate evaluate) {
            writer.withdraw();
            phase(evaluate.phase());
            return gates.await(evaluate).map(when -> Turn.again(earliest(when)));
        } else if (action instanceof Action.Wait wait) {
            phase(wait.phase());
            progress(wait.status());
            if (wait.armed().isPresent() && ownership().isPresent()) {
                writer.arm(wait.armed().get(), epoch(), Phase.SWITCH);
            }
            return Optional.of(Turn.again(earliest(wait.until().orElse(Instant.MAX))));
        } else if (action instanceof Action.End end) {
            writer.withdraw();
            end(end);
        }
        return Optional.empty();
    }

    /** Takes the Lease before the first write; what it carries lets others finish the release without our journal. */
    private void own(Observation seen) throws IOException, ClusterException, LeaseKeeper.ContestedException {
        ReleaseState state = record.state();
        long least = Math.max(
                Fence.highest(seen),
                state.ownership().map(ReleaseState.Ownership::epoch).orElse(0L));
        ObjectNode started = Json.object()
                .put("release", state.id())
                .put("strategy", state.strategy())
                .put("startedAt", state.startedAt().toString())
                .put("startedBy", state.startedBy());
        started.set("spec", state.spec());
        Map<String, String> notes = Map.of(
                Annotations.SPEC, Json.line(started),
                Annotations.BASELINE,
                        Json.line(state.baseline()
                                .map(data -> data.path("baseline"))
                                .orElseThrow()),
                Annotations.HEAD, record.head());
        Epoch epoch = lease.take(least, notes, clock.instant());
        append(
                EventKind.OWNED,
                Json.object()
                        .put("lease", targets.lease())
                        .put("epoch", epoch.number())
                        .put("nonce", nonce)
                        .set("epochs", Json.tree(Fence.epochs(seen))));
    }

    private Epoch epoch() {
        return new Epoch(ownership().orElseThrow().epoch(), nonce);
    }

    private void phase(Phase phase) throws IOException {
        if (!record.state().phase().name().equals(phase.name())) {
            append(EventKind.PHASE, Json.object().put("phase", phase.name()).put("title", phase.title()));
        }
    }

    private void progress(String status) throws IOException {
        if (!record.state().progress().equals(status)) {
            append(EventKind.PROGRESS, Json.object().put("text", status));
        }
    }

    /** Takes an answer down; answers to gates that are no longer wanted are dropped. */
    public void answered(Gate gate, GateRunner.Answer answer) throws IOException {
        if (!over) {
            gates.answered(gate, answer);
        }
    }

    /** Asks the release to stop; the strategy's failure policy says how. Only the first request counts. */
    public void abort(String actor, String reason) throws IOException {
        begin();
        instructions.abort(actor, reason);
    }

    /**
     * Takes a person's answer to the open question down; one that comes too late, or to another question, changes nothing.
     *
     * @param how how the person is known to be who they are
     */
    public void decide(String actor, String how, String question, String answer, String comment) throws IOException {
        begin();
        instructions.answer(actor, how, question, answer, comment);
    }

    /** Lets the release go on up to a share of the traffic, in percent. */
    public void goOn(String actor, int until) throws IOException {
        begin();
        instructions.goOn(actor, until);
    }

    /** Keeps the release where it is, after what is begun; ignored once it has turned back or has ended. */
    public void pause(String actor, String reason) throws IOException {
        begin();
        instructions.pause(actor, reason);
    }

    /** Ends a pause. */
    public void resume(String actor, String reason) throws IOException {
        begin();
        instructions.resume(actor, reason);
    }

    /** Adds a fact that somebody else observed, such as requests counted from outside. */
    public void note(EventKind kind, ObjectNode data) throws IOException {
        begin();
        if (record.state().end().isEmpty()) {
            append(kind, data);
        }
    }

    private Instant earliest(Instant wanted) {
        Instant look = clock.instant().plus(LOOK_EVERY);
        Instant soonest = wanted.isBefore(look) ? wanted : look;
        return lease.holds() && lease.renewAt().isBefore(soonest) ? lease.renewAt() : soonest;
    }

    private Turn unreachable(ClusterException problem) throws IOException {
        boolean never = !record.state().wasDriven();
        Instant deadline = record.state().startedAt().plus(START_PATIENCE);
        boolean hopeless = problem.problem() != ClusterException.Problem.UNKNOWN
                || !clock.instant().isBefore(deadline);
        if (never && hopeless) {
            end(stop(problem.getMessage()));
            return Turn.again(clock.instant());
        }
        if (patience.isOver(problem, clock.instant())) {
            end(stop(problem.getMessage() + ", for " + Durations.text(Patience.WITH_REFUSALS)));
            return Turn.again(clock.instant());
        }
        if (!record.state().progress().equals(problem.getMessage())) {
            append(
                    EventKind.PROGRESS,
                    Json.object().put("text", problem.getMessage()).put("unobserved", true));
        }
        return retry();
    }

    private Turn retry() {
        return Turn.again(patience.again(clock.instant()));
    }

    private void end(Action.End end) throws IOException {
        patience.reset();
        append(
                EventKind.ENDED,
                Json.object().put("outcome", end.outcome().name()).put("reason", end.reason()));
    }

    private Turn giveBack() {
        if (resumed && record.state().ownership().isEmpty()) {
            // The process before may have died between taking the Lease and writing that down.
            resumed = false;
            lease.adopt();
        }
        if (lease.release(record.head()) || patience.failures() > MOST_GIVE_BACKS) {
            over = true;
            return Turn.OVER;
        }
        return retry();
    }

    private Event append(EventKind kind, ObjectNode data) throws IOException {
        return record.append(clock.instant(), Event.ENGINE, kind, data);
    }
}
