package io.jenkins.plugins.rolloutgate.simulation;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The port to the simulated world; a request takes no time and is never lost. Not thread-safe. */
class SimulatedCluster implements Cluster {
    final SimulatedWorld world;
    private final Map<String, Lease> leases = new HashMap<>();
    private long leaseVersion = 1;
    private Observation observation;
    private long observedChanges = -1;

    SimulatedCluster(SimulatedWorld world) {
        this.world = world;
    }

    @Override
    public Observation observe(Targets targets) throws ClusterException {
        if (observedChanges != world.changes()) {
            observation = new Observation(
                    Views.deployments(world),
                    Views.services(world),
                    Views.endpoints(world),
                    world.pods.stream().map(SimulatedPod::observed).toList(),
                    Views.autoscalers(world),
                    List.of(),
                    Views.route(world));
            observedChanges = world.changes();
        }
        return observation;
    }

    @Override
    public Subscription subscribe(Targets targets, Runnable changed) {
        return () -> {};
    }

    @Override
    public Optional<Metadata> read(ObjectRef ref) throws ClusterException {
        return Optional.ofNullable(world.object(ref.kind().title(), ref.name()))
                .map(object -> Views.metadata(world, ref.kind(), object));
    }

    @Override
    public void patch(ObjectRef ref, List<PatchOp> patch) throws ClusterException {
        ObjectNode after = before(ref).deepCopy();
        for (PatchOp op : patch) {
            apply(ref, after, op);
        }
        world.store(ref.kind().title(), ref.name(), after);
    }

    /**
     * The object as it is.
     *
     * @throws ClusterException if there is none
     */
    final ObjectNode before(ObjectRef ref) throws ClusterException {
        ObjectNode object = world.object(ref.kind().title(), ref.name());
        if (object == null) {
            throw new ClusterException(Problem.NOT_FOUND, ref + " does not exist");
        }
        return object;
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
        return leaseNow(ref.name());
    }

    final Optional<Lease> leaseNow(String name) {
        return Optional.ofNullable(leases.get(name));
    }

    @Override
    public Lease put(ObjectRef ref, Lease lease) throws ClusterException {
        Lease known = leases.get(ref.name());
        String version = known == null ? "" : known.resourceVersion();
        if (!version.equals(lease.resourceVersion())) {
            throw new ClusterException(Problem.CONFLICT, ref + " has changed");
        }
        Lease stored = new Lease(lease.holder(), "l" + leaseVersion++, lease.duration(), lease.annotations());
        leases.put(ref.name(), stored);
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
