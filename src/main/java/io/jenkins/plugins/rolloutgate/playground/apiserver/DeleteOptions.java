package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a DELETE asks for.
 *
 * @param gracePeriodSeconds negative when not given
 * @param uid a precondition, empty for none
 * @param resourceVersion a precondition, empty for none
 */
public record DeleteOptions(
        int gracePeriodSeconds, String uid, String resourceVersion, boolean orphan, boolean dryRun) {
    public static final DeleteOptions DEFAULT = new DeleteOptions(-1, "", "", false, false);
    /** Removes the object at once. */
    public static final DeleteOptions NOW = new DeleteOptions(0, "", "", false, false);

    static DeleteOptions of(ObjectNode body, ApiRequest request) {
        int grace = Json.integer(body, "/gracePeriodSeconds", request.integer("gracePeriodSeconds", -1));
        String propagation = body.path("propagationPolicy").asText(request.query("propagationPolicy"));
        boolean orphan = propagation.equals("Orphan")
                || body.path("orphanDependents").asBoolean(request.flag("orphanDependents"));
        boolean dryRun = request.isDryRun() || body.path("dryRun").size() > 0;
        String uid = Json.text(body, "/preconditions/uid");
        return new DeleteOptions(grace, uid, Json.text(body, "/preconditions/resourceVersion"), orphan, dryRun);
    }
}
