package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ApiWriter;
import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A cluster behind its API server; opened by {@link KubernetesClusters}, which shares what is below among all that are
 * open for the same access. Thread-safe.
 */
public final class KubernetesCluster implements Cluster, PodUsage, ApiReader, ApiWriter, AutoCloseable {
    private final Connection connection;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    KubernetesCluster(Connection connection, Runnable onClose) {
        this.connection = connection;
        this.onClose = onClose;
    }

    /** Waits for the first lists, at most as long as for any other request. */
    @Override
    public Observation observe(Targets targets) throws ClusterException {
        Observation seen = connection.view(targets.namespace()).observe(targets);
        boolean isBare = seen.deployments().isEmpty() && seen.services().isEmpty();
        return isBare && isMissing(targets.namespace()) ? seen.withoutNamespace() : seen;
    }

    /** The lists of a namespace that does not exist are empty like any others; whoever may read it is told. */
    private boolean isMissing(String namespace) {
        try {
            return read("api/v1/namespaces/" + namespace).isEmpty();
        } catch (ClusterException e) {
            return false;
        }
    }

    /** Calls back on the thread that reads the watch: whatever it does delays the events after it. */
    @Override
    public Subscription subscribe(Targets targets, Runnable changed) {
        return connection.view(targets.namespace()).subscribe(targets, changed);
    }

    @Override
    public Optional<Metadata> read(ObjectRef ref) throws ClusterException {
        try {
            JsonNode object = connection
                    .api()
                    .send(Request.get(path(ref), connection.api().timeout(), "get " + ref));
            connection.written(ref, object);
            return Optional.of(Metadatas.of(ref.kind(), object));
        } catch (ClusterException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void patch(ObjectRef ref, List<PatchOp> patch) throws ClusterException {
        JsonNode object = connection
                .api()
                .send(Request.sending(
                        "PATCH",
                        path(ref) + "?fieldManager=rollout-gate",
                        "application/json-patch+json",
                        Trees.write(patch),
                        connection.api().timeout(),
                        "patch " + ref));
        connection.written(ref, object);
    }

    private static String path(ObjectRef ref) {
        return Resource.of(ref.kind()).path(ref.namespace(), ref.name());
    }

    @Override
    public Optional<Lease> lease(ObjectRef ref) throws ClusterException {
        return connection.leases().lease(ref);
    }

    @Override
    public Lease put(ObjectRef ref, Lease lease) throws ClusterException {
        return connection.leases().put(ref, lease);
    }

    @Override
    public Answer get(String namespace, String target, String path) throws ClusterException {
        return connection.pods().get(namespace, target, path);
    }

    @Override
    public List<String> log(String namespace, String pod, String container, boolean previous, int lines)
            throws ClusterException {
        return connection.pods().log(namespace, pod, container, previous, lines);
    }

    @Override
    public List<String> warnings(String namespace, String pod) throws ClusterException {
        return connection.pods().warnings(namespace, pod);
    }

    @Override
    public List<Usage> usage(String namespace, String deployment) throws ClusterException {
        return new PodUsages(connection.api()).usage(namespace, deployment);
    }

    @Override
    public Optional<JsonNode> read(String path) throws ClusterException {
        return new Reviews(connection.api()).read(path);
    }

    @Override
    public boolean isAllowed(String namespace, String verb, String group, String resource) throws ClusterException {
        return new Reviews(connection.api()).isAllowed(namespace, verb, group, resource);
    }

    @Override
    public JsonNode create(String path, JsonNode object) throws ClusterException {
        return new Writes(connection.api()).create(path, object);
    }

    @Override
    public JsonNode patch(String path, List<PatchOp> patch) throws ClusterException {
        return new Writes(connection.api()).patch(path, patch);
    }

    @Override
    public void delete(String path, JsonNode seen) throws ClusterException {
        new Writes(connection.api()).delete(path, seen);
    }

    @Override
    public JsonNode apply(String path, JsonNode manifest, boolean dryRun, boolean force) throws ClusterException {
        return new Writes(connection.api()).apply(path, manifest, dryRun, force);
    }

    /** Gives the access back; what nobody uses any more ends a little later. More than once does no harm. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }
}
