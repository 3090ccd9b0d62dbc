package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The checks of uid and resourceVersion that a writer may ask for; 409 when they do not hold. */
final class Preconditions {
    private Preconditions() {}

    static void check(ResourceType type, ObjectNode current, ObjectNode wanted) {
        checkUid(type, current, Meta.uid(wanted));
        String version = Json.text(wanted, "/metadata/resourceVersion");
        if (!version.isEmpty() && !version.equals(Json.text(current, "/metadata/resourceVersion"))) {
            throw ApiException.stale(type, Meta.name(current));
        }
    }

    /** For an object that is not there: who names a uid wanted another one, which was deleted. */
    static void checkAbsent(ResourceType type, ObjectNode wanted) {
        String uid = Meta.uid(wanted);
        if (!uid.isEmpty()) {
            String why = "Precondition failed: UID in precondition: " + uid + ", UID in object meta: ";
            throw ApiException.conflict(type, Meta.name(wanted), why);
        }
    }

    static void check(ResourceType type, ObjectNode current, DeleteOptions options) {
        checkUid(type, current, options.uid());
        String version = Json.text(current, "/metadata/resourceVersion");
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(version)) {
            String why = "Precondition failed: ResourceVersion in precondition: " + options.resourceVersion()
                    + ", ResourceVersion in object meta: " + version;
            throw ApiException.conflict(type, Meta.name(current), why);
        }
    }

    private static void checkUid(ResourceType type, ObjectNode current, String uid) {
        if (!uid.isEmpty() && !uid.equals(Meta.uid(current))) {
            String why =
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + Meta.uid(current);
            throw ApiException.conflict(type, Meta.name(current), why);
        }
    }
}
