package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads the metadata of an API object. */
public final class Meta {
    private Meta() {}

    public static String name(JsonNode object) {
        return Json.text(object, "/metadata/name");
    }

    public static String namespace(JsonNode object) {
        return Json.text(object, "/metadata/namespace");
    }

    public static String uid(JsonNode object) {
        return Json.text(object, "/metadata/uid");
    }

    public static boolean isTerminating(JsonNode object) {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    public static String annotation(JsonNode object, String key) {
        return object.path("metadata").path("annotations").path(key).asText("");
    }

    /** The uid of the owner that controls the object, empty when nothing does. */
    public static String controllerUid(JsonNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return owner.path("uid").asText();
            }
        }
        return "";
    }

    /** Makes the owner the controller of the object. */
    public static void setController(ObjectNode object, ResourceType ownerType, JsonNode owner) {
        ArrayNode owners = Json.child(object, "metadata").putArray("ownerReferences");
        owners.addObject()
                .put("apiVersion", ownerType.apiVersion())
                .put("kind", ownerType.kind())
                .put("name", name(owner))
                .put("uid", uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }
}
