package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Leases, read from and written to the API server itself. Thread-safe. */
final class Leases implements LeaseStore {
    /** {@code metav1.MicroTime}. */
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final ApiServer api;
    /** As last seen, to keep what the port does not carry; one per application, so that it stays small. */
    private final Map<ObjectRef, JsonNode> seen = new ConcurrentHashMap<>();

    Leases(ApiServer api) {
        this.api = api;
    }

    @Override
    public Optional<Lease> lease(ObjectRef ref) throws ClusterException {
        try {
            return Optional.of(taken(
                    ref,
                    api.send(Request.get(
                            Resource.LEASES.path(ref.namespace(), ref.name()), api.timeout(), "get " + ref))));
        } catch (ClusterException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Lease put(ObjectRef ref, Lease lease) throws ClusterException {
        boolean create = lease.resourceVersion().isEmpty();
        String path =
                create ? Resource.LEASES.path(ref.namespace()) : Resource.LEASES.path(ref.namespace(), ref.name());
        Request request = Request.sending(
                create ? "POST" : "PUT",
                path,
                "application/json",
                Trees.write(object(ref, lease)),
                api.timeout(),
                (create ? "create " : "update ") + ref);
        try {
            return taken(ref, api.send(request));
        } catch (ClusterException e) {
            if (e.problem() == Problem.NOT_FOUND && !create) {
                throw new ClusterException(Problem.CONFLICT, e.getMessage(), e);
            }
            throw e;
        }
    }

    private Lease taken(ObjectRef ref, JsonNode object) {
        seen.put(ref, object);
        JsonNode spec = object.path("spec");
        return new Lease(
                spec.path("holderIdentity").asText(),
                object.path("metadata").path("resourceVersion").asText(),
                Duration.ofSeconds(spec.path("leaseDurationSeconds").asLong()),
                Labels.of(object.path("metadata").path("annotations")));
    }

    private ObjectNode object(ObjectRef ref, Lease lease) {
        JsonNode before = before(ref, lease.resourceVersion());
        ObjectNode metadata = Trees.object().put("name", ref.name()).put("namespace", ref.namespace());
        if (before.path("metadata").has("labels")) {
            metadata.set("labels", before.path("metadata").path("labels"));
        }
        if (!lease.resourceVersion().isEmpty()) {
            metadata.put("resourceVersion", lease.resourceVersion());
        }
        if (before.path("metadata").has("uid")) {
            // Without it, the API server lets an update bring back a Lease that was deleted.
            metadata.set("uid", before.path("metadata").path("uid"));
        }
        lease.annotations().forEach(metadata.putObject("annotations")::put);
        ObjectNode object =
                Trees.object().put("apiVersion", Resource.LEASES.apiVersion()).put("kind", Resource.LEASES.kind());
        object.set("metadata", metadata);
        object.set("spec", spec(lease, before.path("spec")));
        return object;
    }

    private JsonNode before(ObjectRef ref, String version) {
        JsonNode last = seen.getOrDefault(ref, Trees.object());
        return last.path("metadata").path("resourceVersion").asText().equals(version) ? last : Trees.object();
    }

    private static ObjectNode spec(Lease lease, JsonNode before) {
        String now = MICRO_TIME.format(Instant.now());
        boolean sameHolder = before.path("holderIdentity").asText().equals(lease.holder());
        int transitions = before.path("leaseTransitions").asInt();
        ObjectNode spec = Trees.object()
                .put("leaseDurationSeconds", Math.max(1, lease.duration().toSeconds()))
                .put("acquireTime", sameHolder ? before.path("acquireTime").asText(now) : now)
                .put("renewTime", now)
                .put("leaseTransitions", sameHolder ? transitions : transitions + 1);
        // An empty holder is invalid: a Lease that nobody holds has none.
        if (!lease.holder().isEmpty()) {
            spec.put("holderIdentity", lease.holder());
        }
        return spec;
    }
}
