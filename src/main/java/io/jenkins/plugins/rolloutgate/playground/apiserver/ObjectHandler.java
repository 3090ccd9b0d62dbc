package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Store.Part;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** get, list, create, update, patch and delete of stored objects and of their status. */
final class ObjectHandler implements Handler {
    private final Store store;

    ObjectHandler(Store store) {
        this.store = store;
    }

    @Override
    public Response handle(ApiRequest request) {
        return switch (request.verb()) {
            case "get" -> Response.json(200, store.get(request.type(), request.namespace(), request.name()));
            case "list" -> Response.json(200, list(request));
            case "create" -> create(request, Json.parseObject(request.body()));
            case "update" -> update(request);
            case "patch" -> patch(request);
            case "delete" -> delete(request);
            case "deletecollection" -> deleteAll(request);
            default -> throw ApiException.methodNotAllowed();
        };
    }

    static Predicate<ObjectNode> filter(ApiRequest request) {
        LabelSelector labels = LabelSelector.parse(request.query("labelSelector"));
        FieldSelector fields = FieldSelector.parse(request.query("fieldSelector"));
        return object -> labels.test(object) && fields.test(object);
    }

    private ObjectNode list(ApiRequest request) {
        Store.Listing listing = store.list(request.type(), request.namespace(), filter(request));
        ObjectNode list = Json.object()
                .put("kind", request.type().kind() + "List")
                .put("apiVersion", request.type().apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(listing.revision()));
        list.putArray("items").addAll(listing.items());
        return list;
    }

    private Response create(ApiRequest request, ObjectNode body) {
        if (!request.name().isEmpty()) {
            throw ApiException.methodNotAllowed();
        }
        return Response.json(201, store.create(request.type(), placed(request, body), request.isDryRun()));
    }

    private static ObjectNode placed(ApiRequest request, ObjectNode body) {
        String apiVersion = body.path("apiVersion").asText(request.type().apiVersion());
        String kind = body.path("kind").asText(request.type().kind());
        if (!kind.equals(request.type().kind())
                || !apiVersion.equals(request.type().apiVersion())) {
            throw ApiException.badRequest(
                    "the API version in the data (%s, %s) does not match the expected one (%s, %s)"
                            .formatted(
                                    apiVersion,
                                    kind,
                                    request.type().apiVersion(),
                                    request.type().kind()));
        }
        ObjectNode metadata = Json.child(body, "metadata");
        if (!Meta.namespace(body).isEmpty() && !Meta.namespace(body).equals(request.namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        if (!request.namespace().isEmpty()) {
            metadata.put("namespace", request.namespace());
        }
        if (!request.name().isEmpty()) {
            if (!Meta.name(body).isEmpty() && !Meta.name(body).equals(request.name())) {
                throw ApiException.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                        .formatted(Meta.name(body), request.name()));
            }
            metadata.put("name", request.name());
        }
        return body;
    }

    private Response update(ApiRequest request) {
        ObjectNode body = placed(request, Json.parseObject(request.body()));
        ResourceType type = request.type();
        if (type.isCreatedOnUpdate()
                && store.find(type, request.namespace(), request.name()).isEmpty()) {
            Preconditions.checkAbsent(type, body);
            return Response.json(201, store.create(type, body, request.isDryRun()));
        }
        if (type.needsVersionOnUpdate()
                && Json.text(body, "/metadata/resourceVersion").isEmpty()) {
            ApiException.Cause cause =
                    ApiException.Cause.invalid("metadata.resourceVersion", "0x0", "must be specified for an update");
            throw ApiException.invalid(type, request.name(), List.of(cause));
        }
        return Response.json(200, write(request, old -> body));
    }

    private Response patch(ApiRequest request) {
        UnaryOperator<ObjectNode> patch = ObjectPatch.of(request, store.clock());
        boolean create = ObjectPatch.isApply(request)
                && store.find(request.type(), request.namespace(), request.name())
                        .isEmpty();
        if (create) {
            ObjectNode object = patch.apply(placed(request, Json.object()));
            return Response.json(201, store.create(request.type(), object, request.isDryRun()));
        }
        return Response.json(200, write(request, patch));
    }

    private ObjectNode write(ApiRequest request, UnaryOperator<ObjectNode> change) {
        Part part = request.subresource().equals("status") ? Part.STATUS : Part.SPEC;
        return store.update(request.type(), request.namespace(), request.name(), part, request.isDryRun(), change);
    }

    private Response delete(ApiRequest request) {
        ObjectNode deleted = store.delete(request.type(), request.namespace(), request.name(), options(request));
        if (request.type() == ResourceType.PODS) {
            return Response.json(200, deleted);
        }
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success")
                .putObject("details")
                .put("name", request.name())
                .put("group", request.type().group())
                .put("kind", request.type().plural())
                .put("uid", Meta.uid(deleted));
        return Response.json(200, status);
    }

    private Response deleteAll(ApiRequest request) {
        ObjectNode list = list(request);
        DeleteOptions options = options(request);
        list.path("items")
                .forEach(item -> store.delete(request.type(), Meta.namespace(item), Meta.name(item), options));
        return Response.json(200, list);
    }

    private static DeleteOptions options(ApiRequest request) {
        return DeleteOptions.of(request.body().isBlank() ? Json.object() : Json.parseObject(request.body()), request);
    }
}
