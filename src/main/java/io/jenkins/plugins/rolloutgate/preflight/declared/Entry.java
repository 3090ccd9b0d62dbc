package io.jenkins.plugins.rolloutgate.preflight.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * One check as somebody has written it.
 *
 * @param name by which people, reports and checklists know it
 * @param resource group, version and plural, such as {@code apps/v1/deployments}; empty for a query
 * @param object its name; empty for all of them
 * @param namespace of the object; empty for that of the release, {@code none} where there is none
 * @param labels of the objects that are counted, such as {@code app=web}
 * @param query to the metric source; empty for a resource
 * @param wanted what must hold of it
 * @param todo what to do if it does not
 */
record Entry(
        String name,
        String resource,
        String object,
        String namespace,
        String labels,
        String query,
        Wanted wanted,
        boolean warns,
        String todo) {
    static final String NO_NAMESPACE = "none";

    private static final Set<String> KNOWN = Set.of(
            "name",
            "resource",
            "object",
            "namespace",
            "labels",
            "query",
            "condition",
            "field",
            "equals",
            "matches",
            "atLeast",
            "atMost",
            "newerThan",
            "severity",
            "todo");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    static Entry read(JsonNode json) {
        String name = text(json, "name");
        SpecChecks.require(
                name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?"),
                "a check needs a name of small letters, digits and hyphens, not '" + name + "'");
        json.fieldNames().forEachRemaining(field -> {
            if (!KNOWN.contains(field)) {
                throw new IllegalArgumentException("check " + name + " has an unknown field " + field + ": known are "
                        + String.join(", ", KNOWN.stream().sorted().toList()));
            }
        });
        Entry entry = new Entry(
                name,
                text(json, "resource"),
                text(json, "object"),
                text(json, "namespace"),
                text(json, "labels"),
                text(json, "query"),
                Wanted.read(name, json),
                text(json, "severity").equals("warn"),
                text(json, "todo"));
        entry.refuseNonsense(text(json, "severity"));
        return entry;
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText("").strip();
    }

    private void refuseNonsense(String severity) {
        String check = "check " + name + " ";
        SpecChecks.require(resource.isEmpty() != query.isEmpty(), check + "needs either a resource or a query");
        SpecChecks.require(
                List.of("", "fail", "warn").contains(severity), check + "has a severity other than fail or warn");
        SpecChecks.require(
                resource.isEmpty() || resource.matches("([a-z0-9.-]+/)?v[a-z0-9]+/[a-z]+"),
                check + "needs a resource such as apps/v1/deployments or v1/services, not '" + resource + "'");
        SpecChecks.require(
                labels.isEmpty() || labels.matches("[A-Za-z0-9./_=,-]+"), check + "needs labels such as app=web");
        if (!object.isEmpty()) {
            SpecChecks.name("object of check " + name, object);
            SpecChecks.require(labels.isEmpty(), check + "counts by labels, or is about one object");
        } else {
            SpecChecks.require(
                    !wanted.isOfOneObject() || !query.isEmpty(), check + "needs an object for its condition or field");
        }
        if (!namespace.isEmpty() && !namespace.equals(NO_NAMESPACE)) {
            SpecChecks.name("namespace of check " + name, namespace);
        }
        SpecChecks.require(
                !resource.endsWith("/secrets") || !wanted.isOfOneObject(),
                check + "may only tell whether a secret exists");
    }

    /** Below the address of the API server. */
    String path(String releaseNamespace) {
        String home = namespace.isEmpty() ? releaseNamespace : namespace;
        int plural = resource.lastIndexOf('/');
        String group = resource.substring(0, plural);
        return (group.contains("/") ? "apis/" : "api/")
                + group
                + (home.equals(NO_NAMESPACE) ? "" : "/namespaces/" + home)
                + resource.substring(plural)
                + (object.isEmpty() ? "" : "/" + object)
                + (labels.isEmpty() ? "" : "?labelSelector=" + URLEncoder.encode(labels, StandardCharsets.UTF_8));
    }

    /** For people: {@code deployments web}. */
    String what() {
        return query.isEmpty()
                ? resource.substring(resource.lastIndexOf('/') + 1) + (object.isEmpty() ? "" : " " + object)
                : "query " + query;
    }
}
