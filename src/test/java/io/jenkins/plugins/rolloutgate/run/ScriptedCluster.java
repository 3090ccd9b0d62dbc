package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster in which nothing moves, whose answers are set by a test; for drivers whose strategy is a test's too. */
final class ScriptedCluster implements Cluster {
    static final Targets TARGETS =
            new Targets("shop", List.of("web-blue", "web-green"), List.of("web-active"), "lease");

    final List<ObjectRef> patched = new ArrayList<>();
    /** What every request is answered with; empty while the cluster does as it is told. */
    Optional<ClusterException> problem = Optional.empty();

    /** What breaks in this process when it asks the cluster; null for nothing. */
    Error error;

    private Optional<Lease> lease = Optional.empty();
    private int version;
    private int puts;

    Optional<String> holder() {
        return lease.map(Lease::holder);
    }

    void give(String holder) {
        lease = Optional.of(new Lease(holder, "v" + version++, Duration.ofSeconds(30), Map.of()));
    }

    int puts() {
        return puts;
    }

    private void answer() throws ClusterException {
        if (error != null) {
            throw error;
        }
        if (problem.isPresent()) {
            throw problem.get();
        }
    }

    @Override
    public Observation observe(Targets targets) throws ClusterException {
        answer();
        return new Observation(Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());
    }

    @Override
    public Subscription subscribe(Targets targets, Runnable changed) {
        return () -> {};
    }

    @Override
    public Optional<Metadata> read(ObjectRef ref) throws ClusterException {
        answer();
        return Optional.empty();
    }

    @Override
    public void patch(ObjectRef ref, List<PatchOp> patch) throws ClusterException {
        answer();
        patched.add(ref);
    }

    @Override
    public Optional<Lease> lease(ObjectRef ref) throws ClusterException {
        answer();
        return lease;
    }

    @Override
    public Lease put(ObjectRef ref, Lease wanted) throws ClusterException {
        puts++;
        answer();
        lease = Optional.of(new Lease(wanted.holder(), "v" + version++, wanted.duration(), wanted.annotations()));
        return lease.get();
    }

    @Override
    public Answer get(String namespace, String target, String path) {
        throw new UnsupportedOperationException("gates are answered by the test");
    }

    @Override
    public List<String> log(String namespace, String pod, String container, boolean previous, int lines) {
        throw new UnsupportedOperationException("gates are answered by the test");
    }

    @Override
    public List<String> warnings(String namespace, String pod) {
        throw new UnsupportedOperationException("gates are answered by the test");
    }
}
