package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A simulated cluster with faults: lost requests, lost answers, late requests, refusals and outages. */
final class FaultyCluster extends SimulatedCluster {
    private final WriteRules<?> rules;
    private final double faults;
    private Instant downUntil = Instant.MIN;
    /** Set for a moment to refuse every write of workloads for good. */
    boolean denied;

    FaultyCluster(SimulatedWorld world, WriteRules<?> rules, double faults) {
        super(world);
        this.rules = rules;
        this.faults = faults;
    }

    boolean isReliable() {
        return faults == 0;
    }

    void downFor(int seconds) {
        downUntil = world.instant().plusSeconds(seconds);
    }

    private void reachable() throws ClusterException {
        if (world.instant().isBefore(downUntil) || world.chance(faults / 10)) {
            throw new ClusterException(Problem.UNKNOWN, "the API server does not answer");
        }
    }

    @Override
    public Observation observe(Targets targets) throws ClusterException {
        reachable();
        return super.observe(targets);
    }

    @Override
    public Optional<Metadata> read(ObjectRef ref) throws ClusterException {
        reachable();
        return super.read(ref);
    }

    @Override
    public void patch(ObjectRef ref, List<PatchOp> patch) throws ClusterException {
        reachable();
        if (denied) {
            throw new ClusterException(Problem.DENIED, "not allowed to patch " + ref);
        }
        lose("lost before it took effect");
        if (world.chance(faults)) {
            world.after(10, 90_000, () -> applyLate(ref, patch));
            throw new ClusterException(Problem.UNKNOWN, "late");
        }
        apply(ref, patch, false);
        lose("lost after it took effect");
    }

    private void lose(String how) throws ClusterException {
        if (world.chance(faults)) {
            throw new ClusterException(Problem.UNKNOWN, how);
        }
    }

    private void applyLate(ObjectRef ref, List<PatchOp> patch) {
        try {
            apply(ref, patch, true);
        } catch (ClusterException e) {
            // Kept out, as it should be.
            return;
        }
    }

    private void apply(ObjectRef ref, List<PatchOp> patch, boolean late) throws ClusterException {
        ObjectNode before = before(ref);
        super.patch(ref, patch);
        rules.check(ref, before, before(ref), late);
    }

    @Override
    public Optional<Lease> lease(ObjectRef ref) throws ClusterException {
        reachable();
        return super.lease(ref);
    }

    @Override
    public Lease put(ObjectRef ref, Lease lease) throws ClusterException {
        reachable();
        String version = leaseNow(ref.name()).map(Lease::resourceVersion).orElse("");
        if (version.equals(lease.resourceVersion())) {
            lose("lost before it took effect");
        }
        Lease stored = super.put(ref, lease);
        lose("lost after it took effect");
        return stored;
    }
}
