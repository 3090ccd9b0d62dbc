package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A refused request, worded as kube-apiserver words it. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient ObjectNode status;

    private ApiException(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.status = Json.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .<ObjectNode>set("metadata", Json.object())
                .put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
    }

    /** One field that a validation refused. */
    record Cause(String field, String reason, String message) {
        static Cause required(String field, String why) {
            return new Cause(field, "FieldValueRequired", "Required value" + (why.isEmpty() ? "" : ": " + why));
        }

        static Cause invalid(String field, Object value, String why) {
            return new Cause(field, "FieldValueInvalid", "Invalid value: " + value + ": " + why);
        }

        @Override
        public String toString() {
            return field + ": " + message;
        }
    }

    static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message);
    }

    static ApiException forbidden(ResourceType type, String name, String message) {
        String subject = type.qualifiedPlural() + (name.isEmpty() ? "" : " \"" + name + "\"");
        return new ApiException(403, "Forbidden", subject + " is forbidden: " + message).about(type, name);
    }

    static ApiException notFound(ResourceType type, String name) {
        return new ApiException(404, "NotFound", type.qualifiedPlural() + " \"" + name + "\" not found")
                .about(type, name);
    }

    static ApiException noSuchPath() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiException methodNotAllowed() {
        return new ApiException(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static ApiException alreadyExists(ResourceType type, String name) {
        return new ApiException(409, "AlreadyExists", type.qualifiedPlural() + " \"" + name + "\" already exists")
                .about(type, name);
    }

    static ApiException conflict(ResourceType type, String name, String why) {
        String message = "Operation cannot be fulfilled on " + type.qualifiedPlural() + " \"" + name + "\": " + why;
        return new ApiException(409, "Conflict", message).about(type, name);
    }

    static ApiException stale(ResourceType type, String name) {
        return conflict(
                type,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiException expired(long asked, long oldest) {
        return new ApiException(410, "Expired", "too old resource version: " + asked + " (" + oldest + ")");
    }

    static ApiException unsupportedMediaType(String type, List<String> supported) {
        String message = "the body of the request was in an unknown format - accepted media types include: "
                + String.join(", ", supported)
                + (type.isEmpty() ? "" : " (got " + type + ")");
        return new ApiException(415, "UnsupportedMediaType", message);
    }

    static ApiException invalid(ResourceType type, String name, List<Cause> causes) {
        String list = causes.stream().map(Cause::toString).collect(Collectors.joining(", "));
        String message = type.qualifiedKind() + " \"" + name + "\" is invalid: "
                + (causes.size() == 1 ? list : "[" + list + "]");
        ApiException refusal = new ApiException(422, "Invalid", message);
        ObjectNode details = refusal.status.putObject("details");
        details.put("name", name).put("group", type.group()).put("kind", type.kind());
        for (Cause cause : causes) {
            details.withArray("causes")
                    .addObject()
                    .put("reason", cause.reason())
                    .put("message", cause.message())
                    .put("field", cause.field());
        }
        return refusal;
    }

    /** A JSON patch that does not apply: kube-apiserver keeps the reason to itself. */
    static ApiException patchRejected() {
        ApiException refusal =
                new ApiException(422, "Invalid", "the server rejected our request due to an error in our request");
        refusal.status.putObject("details");
        return refusal;
    }

    static ApiException internalError(String message) {
        return new ApiException(
                500,
                "InternalError",
                "an error on the server (\"%s\") has prevented the request from succeeding".formatted(message));
    }

    static ApiException serviceUnavailable(String message) {
        return new ApiException(503, "ServiceUnavailable", message);
    }

    private ApiException about(ResourceType type, String name) {
        ObjectNode details = status.putObject("details");
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural().toLowerCase(Locale.ROOT));
        return this;
    }

    /** The HTTP status code. */
    public int code() {
        return code;
    }

    /** The {@code Status} object to answer. */
    ObjectNode status() {
        return status;
    }
}
