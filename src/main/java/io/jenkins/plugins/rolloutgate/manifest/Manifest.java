package io.jenkins.plugins.rolloutgate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.slo.openslo.Documents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One object as somebody wants it.
 *
 * @param source file that it stands in, for messages
 */
public record Manifest(String source, ObjectNode object) {
    /** What others need comes first; what is not named here comes last, in the order of the files. */
    private static final List<String> ORDER = List.of(
            "Namespace",
            "CustomResourceDefinition",
            "StorageClass",
            "PriorityClass",
            "ResourceQuota",
            "LimitRange",
            "NetworkPolicy",
            "ServiceAccount",
            "Secret",
            "ConfigMap",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Service",
            "DaemonSet",
            "StatefulSet",
            "Deployment",
            "PodDisruptionBudget",
            "HorizontalPodAutoscaler",
            "VerticalPodAutoscaler",
            "Job",
            "CronJob",
            "Ingress",
            "HTTPRoute",
            "VirtualService");

    /**
     * Reads the objects of a file, with those of lists in it.
     *
     * @throws IllegalArgumentException in one line, naming the file and what is wrong with it
     */
    public static List<Manifest> read(String source, String yaml) {
        List<Manifest> found = new ArrayList<>();
        try {
            for (JsonNode document : Documents.of(yaml)) {
                if (document.path("kind").asText().equals("List")) {
                    document.path("items").forEach(item -> found.add(of(source, item)));
                } else {
                    found.add(of(source, document));
                }
            }
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw new IllegalArgumentException(message.startsWith(source) ? message : source + ": " + message, e);
        }
        return found;
    }

    private static Manifest of(String source, JsonNode object) {
        for (String field : List.of("/apiVersion", "/kind", "/metadata/name")) {
            if (object.at(field).asText("").isBlank()) {
                throw new IllegalArgumentException(
                        "an object has no " + field.substring(1).replace('/', '.') + ": every manifest needs one");
            }
        }
        return new Manifest(source, object.deepCopy());
    }

    /**
     * In the order in which they are applied.
     *
     * @throws IllegalArgumentException if one object stands there twice
     */
    public static List<Manifest> inOrder(List<Manifest> manifests) {
        Set<String> seen = new HashSet<>();
        for (Manifest manifest : manifests) {
            if (!seen.add(manifest.apiVersion().replaceFirst("/.*", "") + " " + manifest)) {
                throw new IllegalArgumentException(manifest + " stands there twice, the second time in "
                        + manifest.source() + ": leave one of them out");
            }
        }
        return manifests.stream()
                .sorted(Comparator.comparingInt(Manifest::rank))
                .toList();
    }

    private int rank() {
        int place = ORDER.indexOf(kind());
        return place < 0 ? ORDER.size() : place;
    }

    public String kind() {
        return object.path("kind").asText();
    }

    public String apiVersion() {
        return object.path("apiVersion").asText();
    }

    public String name() {
        return object.at("/metadata/name").asText();
    }

    /** Empty where it says none. */
    public String namespace() {
        return object.at("/metadata/namespace").asText("");
    }

    /** With the namespace that it is to be in. */
    public Manifest in(String namespace) {
        ObjectNode copy = object.deepCopy();
        ((ObjectNode) copy.path("metadata")).put("namespace", namespace);
        return new Manifest(source, copy);
    }

    /** For people: {@code Deployment shop/web}. */
    @Override
    public String toString() {
        return kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name();
    }
}
