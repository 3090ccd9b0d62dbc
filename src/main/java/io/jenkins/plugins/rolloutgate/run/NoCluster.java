package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For what only measures: there is nothing to see, and nothing may be written. */
public final class NoCluster implements Cluster {
    public static final NoCluster INSTANCE = new NoCluster();

    private NoCluster() {}

    @Override
    public Observation observe(Targets targets) {
        return new Observation(Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());
    }

    @Override
    public Subscription subscribe(Targets targets, Runnable changed) {
        return () -> {};
    }

    @Override
    public Optional<Metadata> read(ObjectRef ref) {
        return Optional.empty();
    }

    @Override
    public void patch(ObjectRef ref, List<PatchOp> patch) {
        throw nothing();
    }

    @Override
    public Optional<Lease> lease(ObjectRef ref) {
        return Optional.empty();
    }

    @Override
    public Lease put(ObjectRef ref, Lease lease) {
        throw nothing();
    }

    @Override
    public Answer get(String namespace, String target, String path) {
        throw nothing();
    }

    @Override
    public List<String> log(String namespace, String pod, String container, boolean previous, int lines) {
        return List.of();
    }

    @Override
    public List<String> warnings(String namespace, String pod) {
        return List.of();
    }

    private static IllegalStateException nothing() {
        return new IllegalStateException("there is no cluster here");
    }
}
