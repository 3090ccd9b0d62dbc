package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Applies {@code application/json-patch+json} with the rules of the library inside kube-apiserver (evanphx/json-patch
 * v4): a {@code test} for null passes on a missing key, a {@code replace} of a missing key adds it.
 */
final class JsonPatch {
    private JsonPatch() {}

    /** Throws {@link ApiException} 422 when any operation does not apply; the document is then to be thrown away. */
    static void apply(JsonNode document, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiException.badRequest("a JSON patch is an array of operations");
        }
        for (JsonNode operation : patch) {
            Place place = Place.find(document, operation.path("path").asText());
            JsonNode value = operation.path("value");
            switch (operation.path("op").asText()) {
                case "add" -> place.add(value);
                case "replace" -> place.replace(value);
                case "remove" -> place.remove();
                case "test" -> place.test(value);
                case "copy" -> place.add(source(document, operation).get().deepCopy());
                case "move" -> move(document, operation);
                default -> throw ApiException.patchRejected();
            }
        }
    }

    private static void move(JsonNode document, JsonNode operation) {
        Place source = source(document, operation);
        JsonNode value = source.get();
        source.remove();
        Place.find(document, operation.path("path").asText()).add(value);
    }

    private static Place source(JsonNode document, JsonNode operation) {
        return Place.find(document, operation.path("from").asText());
    }

    private record Place(JsonNode container, String key) {
        static Place find(JsonNode document, String path) {
            if (!path.startsWith("/")) {
                throw ApiException.patchRejected();
            }
            List<String> keys = List.of(path.substring(1).split("/", -1)).stream()
                    .map(key -> key.replace("~1", "/").replace("~0", "~"))
                    .toList();
            JsonNode container = document;
            for (String key : keys.subList(0, keys.size() - 1)) {
                container = new Place(container, key).get();
                if (!container.isContainerNode()) {
                    throw ApiException.patchRejected();
                }
            }
            return new Place(container, keys.get(keys.size() - 1));
        }

        JsonNode get() {
            return container instanceof ArrayNode array ? array.get(index(array.size() - 1)) : container.path(key);
        }

        void add(JsonNode value) {
            if (container instanceof ArrayNode array) {
                array.insert(key.equals("-") ? array.size() : index(array.size()), value);
            } else {
                ((ObjectNode) container).set(key, value);
            }
        }

        void replace(JsonNode value) {
            if (container instanceof ArrayNode array) {
                array.set(index(array.size() - 1), value);
            } else {
                ((ObjectNode) container).set(key, value);
            }
        }

        void remove() {
            if (container instanceof ArrayNode array) {
                array.remove(index(array.size() - 1));
            } else if (((ObjectNode) container).remove(key) == null) {
                throw ApiException.patchRejected();
            }
        }

        void test(JsonNode expected) {
            JsonNode actual = get();
            boolean bothNothing = isNothing(actual) && isNothing(expected);
            if (!bothNothing && !actual.equals(expected)) {
                throw ApiException.patchRejected();
            }
        }

        private static boolean isNothing(JsonNode node) {
            return node.isMissingNode() || node.isNull();
        }

        private int index(int highest) {
            try {
                int index = Integer.parseInt(key);
                if (index >= 0 && index <= highest) {
                    return index;
                }
            } catch (NumberFormatException e) {
                throw ApiException.patchRejected();
            }
            throw ApiException.patchRejected();
        }
    }
}
