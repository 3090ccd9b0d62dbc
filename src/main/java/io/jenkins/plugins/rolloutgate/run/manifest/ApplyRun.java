package io.jenkins.plugins.rolloutgate.run.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ApiWriter;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import io.jenkins.plugins.rolloutgate.manifest.ManifestDiff;
import io.jenkins.plugins.rolloutgate.manifest.Readiness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies manifests by server-side apply, in the order of what needs what: {@link #plan}, {@link #apply}, then
 * {@link #waiting} until nothing is. It deletes nothing. Applying again is harmless, so that whoever was interrupted begins
 * again. Not thread-safe.
 */
public final class ApplyRun {
    private final List<Manifest> manifests;
    private final String namespace;
    private final ApiReader reader;
    private final ApiWriter writer;
    private final boolean force;
    private final Places places;

    /**
     * Applies nothing yet.
     *
     * @param namespace of those that name none
     * @param force whether to take over fields that somebody else manages
     * @throws IllegalArgumentException if one object stands there twice
     */
    public ApplyRun(List<Manifest> manifests, String namespace, ApiReader reader, ApiWriter writer, boolean force) {
        this.manifests = Manifest.inOrder(manifests);
        this.namespace = namespace;
        this.reader = reader;
        this.writer = writer;
        this.force = force;
        this.places = new Places(reader);
    }

    /**
     * Refuses what is not of this namespace: other namespaces, and what belongs to no namespace but itself.
     *
     * @throws IllegalArgumentException naming the first such object
     */
    public void refuseOutside() throws ClusterException {
        for (Manifest manifest : manifests) {
            boolean itself = manifest.kind().equals("Namespace")
                    && manifest.apiVersion().equals("v1")
                    && manifest.name().equals(namespace);
            boolean elsewhere =
                    !manifest.namespace().isEmpty() && !manifest.namespace().equals(namespace);
            Optional<Places.Place> place = places.of(manifest, namespace);
            if (elsewhere || (!itself && place.isPresent() && !place.get().namespaced())) {
                throw new IllegalArgumentException(manifest + " of " + manifest.source() + " is not in namespace "
                        + namespace + ", which is all that this step may write to");
            }
        }
    }

    /** What would change; nothing is written. */
    public List<Applied> plan() throws ClusterException {
        Set<String> coming = manifests.stream()
                .filter(manifest -> manifest.kind().equals("Namespace"))
                .map(Manifest::name)
                .collect(Collectors.toSet());
        List<Applied> plan = new ArrayList<>();
        for (Manifest manifest : manifests) {
            Optional<Places.Place> place = places.of(manifest, namespace);
            if (place.isEmpty()) {
                refuseUnknown(manifest);
                plan.add(new Applied(manifest, "", List.of("is new, after its definition")));
                continue;
            }
            Manifest whole = whole(manifest, place.get());
            Optional<JsonNode> before = reader.read(place.get().path());
            boolean homeless = before.isEmpty()
                    && coming.contains(whole.namespace())
                    && reader.read("api/v1/namespaces/" + whole.namespace()).isEmpty();
            List<String> diff = homeless
                    ? List.of("is new")
                    : ManifestDiff.of(before, send(whole, place.get().path(), true));
            plan.add(new Applied(whole, place.get().path(), diff));
        }
        return plan;
    }

    private void refuseUnknown(Manifest manifest) throws ClusterException {
        String group = manifest.apiVersion().replaceFirst("/.*", "");
        boolean coming = manifests.stream()
                .anyMatch(other -> other.kind().equals("CustomResourceDefinition")
                        && other.object().at("/spec/group").asText().equals(group)
                        && other.object().at("/spec/names/kind").asText().equals(manifest.kind()));
        if (!coming) {
            throw new ClusterException(
                    Problem.NOT_FOUND,
                    "the cluster knows no " + manifest.kind() + " of " + manifest.apiVersion() + ", as "
                            + manifest.source() + " has it: install its definition first, or leave it out");
        }
    }

    private Manifest whole(Manifest manifest, Places.Place place) {
        return place.namespaced() && manifest.namespace().isEmpty() ? manifest.in(namespace) : manifest;
    }

    private JsonNode send(Manifest manifest, String path, boolean dryRun) throws ClusterException {
        try {
            return writer.apply(path, manifest.object(), dryRun, force);
        } catch (ClusterException e) {
            if (e.problem() != Problem.CONFLICT) {
                throw e;
            }
            throw new ClusterException(
                    Problem.CONFLICT,
                    e.getMessage() + ": leave these fields out of " + manifest.source() + ", or force it",
                    e);
        }
    }

    /**
     * Applies one object after the other.
     *
     * @return those that were applied, by their path
     * @throws ClusterException at the first that is refused; what was applied before stays
     */
    public Map<String, Manifest> apply() throws ClusterException {
        Map<String, Manifest> applied = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            Optional<Places.Place> place = places.of(manifest, namespace);
            if (place.isEmpty()) {
                throw new ClusterException(
                        Problem.CONFLICT,
                        "the cluster does not know " + manifest.kind() + " of " + manifest.apiVersion()
                                + " yet: apply it again when its definition is established");
            }
            send(whole(manifest, place.get()), place.get().path(), false);
            applied.put(place.get().path(), manifest);
            if (manifest.kind().equals("CustomResourceDefinition")) {
                places.forget();
            }
        }
        return applied;
    }

    /**
     * Those that are not ready, and what they wait for.
     *
     * @throws ClusterException with REJECTED if one of them will never be
     */
    public Map<Manifest, String> waiting(Map<String, Manifest> applied) throws ClusterException {
        Map<Manifest, String> waiting = new LinkedHashMap<>();
        for (Map.Entry<String, Manifest> one : applied.entrySet()) {
            Readiness readiness =
                    reader.read(one.getKey()).map(Readiness::of).orElse(new Readiness(true, "was deleted by somebody"));
            if (readiness.failed()) {
                throw new ClusterException(Problem.REJECTED, one.getValue() + " " + readiness.sentence());
            }
            if (!readiness.isReady()) {
                waiting.put(one.getValue(), readiness.sentence());
            }
        }
        return waiting;
    }
}
