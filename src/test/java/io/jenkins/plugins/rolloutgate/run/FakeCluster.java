package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster of one Lease and one object that answers as it is told. */
final class FakeCluster implements Cluster {
    final List<List<PatchOp>> patches = new ArrayList<>();
    Optional<Lease> lease = Optional.empty();
    Optional<Metadata> object = Optional.empty();
    Optional<Problem> fails = Optional.empty();
    private int version = 1;

    private void answer() throws ClusterException {
        if (fails.isPresent()) {
            throw new ClusterException(fails.get(), "the cluster says " + fails.get());
        }
    }

    @Override
    public Optional<Lease> lease(ObjectRef ref) throws ClusterException {
        if (fails.isPresent() && fails.get() == Problem.UNKNOWN) {
            answer();
        }
        return lease;
    }

    @Override
    public Lease put(ObjectRef ref, Lease wanted) throws ClusterException {
        answer();
        if (!wanted.resourceVersion().equals(lease.map(Lease::resourceVersion).orElse(""))) {
            throw new ClusterException(Problem.CONFLICT, "somebody else was faster");
        }
        Lease stored = new Lease(wanted.holder(), "" + version++, wanted.duration(), wanted.annotations());
        lease = Optional.of(stored);
        return stored;
    }

    /** Somebody else writes the Lease. */
    void taken(String holder, Map<String, String> annotations) {
        lease = Optional.of(new Lease(holder, "" + version++, LeaseKeeper.DURATION, annotations));
    }

    @Override
    public void patch(ObjectRef ref, List<PatchOp> patch) throws ClusterException {
        patches.add(patch);
        answer();
    }

    @Override
    public Optional<Metadata> read(ObjectRef ref) {
        return object;
    }

    @Override
    public Observation observe(Targets targets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription subscribe(Targets targets, Runnable changed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer get(String namespace, String target, String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> log(String namespace, String pod, String container, boolean previous, int lines) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> warnings(String namespace, String pod) {
        throw new UnsupportedOperationException();
    }
}
