package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Lists in what two pod templates differ beyond what a release is about: colour labels and the released image. */
final class TemplateDifferences {
    private static final int MOST = 5;

    private TemplateDifferences() {}

    static List<String> find(JsonNode one, JsonNode other, String container, Set<String> colourLabels) {
        List<String> found = new ArrayList<>();
        JsonNode mine = neutral(one, container, colourLabels);
        JsonNode others = neutral(other, container, colourLabels);
        compare("", mine, others, Masked.of(mine), Masked.of(others), found);
        if (found.size() <= MOST) {
            return found;
        }
        List<String> shown = new ArrayList<>(found.subList(0, MOST));
        shown.add(found.size() - MOST + " more");
        return shown;
    }

    private static JsonNode neutral(JsonNode template, String container, Set<String> colourLabels) {
        JsonNode copy = template.deepCopy();
        if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(colourLabels);
        }
        if (copy.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("creationTimestamp"));
            if (metadata.path("annotations") instanceof ObjectNode annotations) {
                annotations.remove("kubectl.kubernetes.io/restartedAt");
                if (annotations.isEmpty()) {
                    metadata.remove("annotations");
                }
            }
        }
        for (JsonNode c : copy.path("spec").path("containers")) {
            if (c.path("name").asText().equals(container)) {
                ((ObjectNode) c).remove("image");
            }
        }
        return copy;
    }

    /** What is shown is masked, what is compared is not. */
    private static void compare(
            String path, JsonNode one, JsonNode other, JsonNode shown, JsonNode otherShown, List<String> found) {
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(
                    path + (path.isEmpty() ? "" : ".") + name,
                    one.path(name),
                    other.path(name),
                    shown.path(name),
                    otherShown.path(name),
                    found));
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(path + "[" + i + "]", one.get(i), other.get(i), shown.path(i), otherShown.path(i), found);
            }
        } else if (!one.equals(other)) {
            found.add(path + ": " + text(shown) + " and " + text(otherShown));
        }
    }

    private static String text(JsonNode value) {
        String text = value.isMissingNode() ? "none" : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
