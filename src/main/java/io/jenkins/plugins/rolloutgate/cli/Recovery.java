package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.run.ReleaseEngine;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.StaleLease;
import io.jenkins.plugins.rolloutgate.run.SteadyClock;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes on with releases that nobody drives any more. */
final class Recovery {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** How long a cluster that does not answer is asked again: whoever recovers by hand is there and sees it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Shell shell;
    private final ClusterOptions clusters;
    private final ReleaseStore store;
    private final Optional<ReleaseEngine.Stop> stop;
    private final Screen screen;
    private final List<LeftOut> leftOut = new ArrayList<>();

    /** A release that may be unfinished and was left as it is, with the reason in one line. */
    record LeftOut(String release, String problem) {}

    Recovery(Shell shell, ClusterOptions clusters, ReleaseStore store, boolean abort, Screen screen) {
        this.shell = shell;
        this.clusters = clusters;
        this.store = store;
        this.screen = screen;
        this.stop = abort
                ? Optional.of(new ReleaseEngine.Stop(shell.user(), "stopped by rollout-gate recover --abort"))
                : Optional.empty();
    }

    /** What {@link #all} had to leave as it is. */
    List<LeftOut> leftOut() {
        return List.copyOf(leftOut);
    }

    private void leaveOut(String id, String problem) {
        ErrorLines.say(shell, "left out: " + problem);
        leftOut.add(new LeftOut(id, problem));
    }

    /** Finishes all releases that can be finished, one after another. */
    List<ReportFiles> all() throws IOException, InterruptedException {
        List<ReportFiles> finished = new ArrayList<>();
        for (String id : unfinished()) {
            try {
                byRecord(id).ifPresent(finished::add);
            } catch (IOException | ClusterException | CommandException | IllegalArgumentException e) {
                leaveOut(id, "release " + id + ": " + ErrorLines.line(e));
            }
        }
        return finished;
    }

    /** What is not over, or died before it gave its Lease back; the latest release of a Service alone can hold that. */
    private List<String> unfinished() throws IOException {
        List<String> found = new ArrayList<>();
        Set<List<String>> services = new HashSet<>();
        List<String> ids = store.ids();
        for (int i = ids.size() - 1; i >= 0; i--) {
            String id = ids.get(i);
            try {
                if (isUnfinished(id, services)) {
                    found.add(0, id);
                }
            } catch (CommandException e) {
                leaveOut(id, e.getMessage());
            } catch (IOException e) {
                leaveOut(id, "record " + id + " cannot be read: " + ErrorLines.line(e));
            }
        }
        return found;
    }

    private boolean isUnfinished(String id, Set<List<String>> services) throws IOException {
        RecordReader.Result read = store.read(id);
        if (read.damage().isPresent()) {
            throw new CommandException(
                    ExitCode.HELD,
                    "record " + id + " is damaged: " + read.damage().get());
        }
        if (read.events().isEmpty() || isChecklist(read)) {
            return false;
        }
        ReleaseState state = read.state();
        ReleaseSpec spec = spec(id, state);
        boolean latest = state.ownership().isPresent()
                && services.add(
                        List.of(spec.cluster(), spec.namespace(), spec.targets().lease()));
        return state.end().isEmpty() || (latest && isLocked(state, spec));
    }

    private static boolean isChecklist(RecordReader.Result read) {
        return read.state().strategy().equals(ChecklistState.STRATEGY);
    }

    private static ReleaseSpec spec(String id, ReleaseState state) {
        ReleaseSpec spec = null;
        try {
            spec = ReleaseSpec.read(state.strategy(), state.spec());
        } catch (UncheckedIOException | IllegalArgumentException e) {
            // The same as none.
        }
        if (spec == null) {
            throw new CommandException(
                    ExitCode.HELD, "record " + id + " does not say what this version needs: recover it with its own");
        }
        return spec;
    }

    private boolean isLocked(ReleaseState state, ReleaseSpec spec) {
        try (OpenCluster open = clusters.openOr(spec.cluster())) {
            return open.cluster()
                    .lease(spec.targets().leaseRef())
                    .filter(lease -> release(lease).equals(state.id()))
                    .isPresent();
        } catch (ClusterException | IllegalArgumentException e) {
            // The release is over; a Lease that cannot be seen locks nothing that could be released from here.
            return false;
        }
    }

    /** Finishes the release of a record; empty if there is nothing left to do. */
    Optional<ReportFiles> byRecord(String id) throws IOException, ClusterException, InterruptedException {
        if (!store.has(id)) {
            throw new CommandException(ExitCode.WRONG_USE, "there is no record at " + store.journal(id));
        }
        RecordReader.Result read = store.read(id);
        if (read.damage().isPresent() || read.events().isEmpty()) {
            throw new CommandException(
                    ExitCode.HELD,
                    "record " + id + " is damaged: " + read.damage().orElse("it has no events")
                            + "; recover by the Lease instead, with --service");
        }
        if (isChecklist(read)) {
            throw new CommandException(
                    ExitCode.WRONG_USE,
                    "record " + id + " is a checklist, and needs no recovery: see rollout-gate checklist status " + id);
        }
        ReleaseSpec spec = spec(id, read.state());
        try (OpenCluster open = clusters.openOr(spec.cluster())) {
            ObjectRef ref = spec.targets().leaseRef();
            Optional<LeaseStore.Lease> lease = lease(open.cluster(), ref);
            boolean locked = lease.filter(
                            found -> release(found).equals(read.state().id()))
                    .isPresent();
            if (read.state().end().isPresent() && !locked) {
                screen.line("release " + id + " is over: "
                        + read.state().end().get().outcome().name().replace('_', ' '));
                return Optional.empty();
            }
            if (locked && !isOurs(lease.get(), read)) {
                awaitStale(open.cluster(), ref);
            }
            return Optional.of(drive(engine -> resume(engine, id, open.cluster())));
        }
    }

    /** Whoever held the Lease wrote this record; the lock on its file then tells whether that process is gone. */
    private static boolean isOurs(LeaseStore.Lease lease, RecordReader.Result read) {
        String nonce = lease.holder().substring(lease.holder().lastIndexOf('/') + 1);
        return read.events().stream()
                .anyMatch(event ->
                        event.kind() == EventKind.OWNED && event.text("nonce").equals(nonce));
    }

    private Release resume(ReleaseEngine engine, String id, Cluster cluster) throws IOException {
        return engine.resume(id, cluster, Helpers.NONE, stop);
    }

    /** Finishes the release that holds the Lease of a Service; empty if nobody holds it. */
    Optional<ReportFiles> byLease(String service) throws IOException, ClusterException, InterruptedException {
        try (OpenCluster open = clusters.open()) {
            ObjectRef ref = new ObjectRef(Kind.LEASE, open.namespace(), BlueGreenSpec.lease(service));
            String holder = lease(open.cluster(), ref).map(Recovery::release).orElse("");
            if (holder.isEmpty()) {
                screen.line(ref + " is free");
                return Optional.empty();
            }
            if (store.has(holder) && store.read(holder).damage().isEmpty()) {
                return byRecord(holder);
            }
            LeaseStore.Lease lease = awaitStale(open.cluster(), ref);
            return Optional.of(drive(engine -> engine.adopt(lease, ref, open.cluster(), Helpers.NONE, stop)));
        }
    }

    /** Reads a Lease; an API server that does not answer at once, as during an incident, is asked again. */
    private Optional<LeaseStore.Lease> lease(Cluster cluster, ObjectRef ref)
            throws ClusterException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return cluster.lease(ref);
            } catch (ClusterException e) {
                if (e.problem() != ClusterException.Problem.UNKNOWN || System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                screen.status("  " + e.getMessage() + "; asking again");
                Thread.sleep(LOOK_AGAIN.toMillis());
            }
        }
    }

    private static String release(LeaseStore.Lease lease) {
        return lease.holder().substring(0, Math.max(0, lease.holder().lastIndexOf('/')));
    }

    /** The holder may be alive somewhere else: only a Lease that has not changed for its duration is taken. */
    private LeaseStore.Lease awaitStale(Cluster cluster, ObjectRef ref) throws ClusterException, InterruptedException {
        StaleLease stale = new StaleLease(System::nanoTime);
        screen.line("the holder of " + ref + " may be alive: waiting until it has not renewed it for its duration");
        while (true) {
            LeaseStore.Lease lease = lease(cluster, ref)
                    .orElseThrow(() -> new CommandException(ExitCode.HELD, ref + " was deleted by somebody else"));
            Duration left = stale.left(lease);
            if (left.isZero()) {
                screen.status("");
                return lease;
            }
            screen.status("  " + lease.holder() + ": " + Durations.text(left) + " left");
            Thread.sleep(Math.min(LOOK_AGAIN.toMillis(), left.toMillis() + 1));
        }
    }

    private interface Starting {
        Release with(ReleaseEngine engine) throws IOException, ClusterException;
    }

    private ReportFiles drive(Starting starting) throws IOException, ClusterException {
        try (ReleaseEngine engine = new ReleaseEngine(store, SteadyClock.over(InstantSource.system()))) {
            Release release = starting.with(engine);
            return new ReleaseRun(shell, new OutputOptions(), store, screen, () -> "").finish(release);
        }
    }
}
