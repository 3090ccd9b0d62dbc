package io.jenkins.plugins.rolloutgate.simulator.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The port to the simulated world, with faults: lost requests, lost answers, late requests, refusals and outages. */
final class SimulatedCluster implements Cluster {
    private final SimulatedWorld world;
    private final WriteRules<?> rules;
    private final double faults;
    private final Map<String, Lease> leases = new HashMap<>();
    private Instant downUntil = Instant.MIN;
    private long leaseVersion = 1;
    /** Set for a moment to refuse every write of workloads for good. */
    boolean denied;

    SimulatedCluster(SimulatedWorld world, WriteRules<?> rules, double faults) {
        this.world = world;
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
        return new Observation(
                Views.deployments(world),
                Views.services(world),
                Views.endpoints(world),
                world.pods.stream().map(SimulatedPod::observed).toList(),
                Views.autoscalers(world),
                List.of(),
                Views.route(world));
    }

    @Override
    public Subscription subscribe(Targets targets, Runnable changed) {
        return () -> {};
    }

    @Override
    public Optional<Metadata> read(ObjectRef ref) throws ClusterException {
        reachable();
        return Optional.ofNullable(world.object(ref.kind().title(), ref.name()))
                .map(object -> Views.metadata(ref.kind(), object));
    }

    @Override
    public void patch(ObjectRef ref, List<PatchOp> patch) throws ClusterException {
        reachable();
        if (denied) {
            throw new ClusterException(Problem.DENIED, "not allowed to patch " + ref);
        }
        if (world.chance(faults)) {
            throw new ClusterException(Problem.UNKNOWN, "lost before it took effect");
        }
        if (world.chance(faults)) {
            world.after(10, 90_000, () -> applyLate(ref, patch));
            throw new ClusterException(Problem.UNKNOWN, "late");
        }
        apply(ref, patch, false);
        if (world.chance(faults)) {
            throw new ClusterException(Problem.UNKNOWN, "lost after it took effect");
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
        ObjectNode before = world.object(ref.kind().title(), ref.name());
        if (before == null) {
            throw new ClusterException(Problem.NOT_FOUND, ref + " does not exist");
        }
        ObjectNode after = before.deepCopy();
        for (PatchOp op : patch) {
            apply(ref, after, op);
        }
        world.store(ref.kind().title(), ref.name(), after);
        rules.check(ref, before, after, late);
    }

    private static void apply(ObjectRef ref, ObjectNode object, PatchOp op) throws ClusterException {
        int last = op.path().lastIndexOf('/');
        JsonNode parent = object.at(op.path().substring(0, last));
        String field = op.path().substring(last + 1).replace("~1", "/").replace("~0", "~");
        boolean test = op.op().equals("test");
        if ((test && !parent.path(field).equals(op.value())) || !(parent instanceof ObjectNode map)) {
            throw new ClusterException(Problem.CONFLICT, ref + " has changed at " + op.path());
        }
        if (op.op().equals("remove")) {
            map.remove(field);
        } else if (!test) {
            map.set(field, op.value());
        }
    }

    @Override
    public Optional<Lease> lease(ObjectRef ref) throws ClusterException {
        reachable();
        return Optional.ofNullable(leases.get(ref.name()));
    }

    Optional<Lease> leaseNow(String name) {
        return Optional.ofNullable(leases.get(name));
    }

    @Override
    public Lease put(ObjectRef ref, Lease lease) throws ClusterException {
        reachable();
        Lease known = leases.get(ref.name());
        String version = known == null ? "" : known.resourceVersion();
        if (!version.equals(lease.resourceVersion())) {
            throw new ClusterException(Problem.CONFLICT, ref + " has changed");
        }
        if (world.chance(faults)) {
            throw new ClusterException(Problem.UNKNOWN, "lost before it took effect");
        }
        Lease stored = new Lease(lease.holder(), "l" + leaseVersion++, lease.duration(), lease.annotations());
        leases.put(ref.name(), stored);
        if (world.chance(faults)) {
            throw new ClusterException(Problem.UNKNOWN, "lost after it took effect");
        }
        return stored;
    }

    @Override
    public Answer get(String namespace, String target, String path) {
        throw new UnsupportedOperationException("gates are answered by the simulation");
    }

    @Override
    public List<String> log(String namespace, String pod, String container, boolean previous, int lines) {
        throw new UnsupportedOperationException("gates are answered by the simulation");
    }

    @Override
    public List<String> warnings(String namespace, String pod) {
        throw new UnsupportedOperationException("gates are answered by the simulation");
    }
}
