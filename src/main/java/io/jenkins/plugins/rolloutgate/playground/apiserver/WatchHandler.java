package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Streams changes as chunked HTTP, one JSON line each. An object that starts or stops to match the selectors is reported as
 * ADDED or DELETED. Each watch holds one thread.
 */
final class WatchHandler implements Handler {
    private static final int DEFAULT_SECONDS = 1800;
    private static final Duration BOOKMARK_INTERVAL = Duration.ofSeconds(30);

    private final Store store;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

    WatchHandler(Store store) {
        this.store = store;
    }

    /** What one watch asked for; a negative revision starts from all present objects. */
    private record Query(
            ResourceType type, Predicate<ObjectNode> filter, long after, Duration timeout, boolean bookmarks) {
        static Query of(ApiRequest request) {
            Predicate<ObjectNode> filter = named(request).and(ObjectHandler.filter(request));
            Duration timeout = Duration.ofSeconds(request.integer("timeoutSeconds", DEFAULT_SECONDS));
            String version = request.query("resourceVersion");
            long after = version.isEmpty() || version.equals("0") ? -1 : revision(version);
            return new Query(request.type(), filter, after, timeout, request.flag("allowWatchBookmarks"));
        }
    }

    @Override
    public Response handle(ApiRequest request) {
        Query query = Query.of(request);
        return exchange -> {
            try (Subscription subscription = subscribe(query)) {
                open.add(subscription);
                stream(query, subscription, start(exchange));
            } catch (ApiException e) {
                // kube-apiserver reports it inside the stream, as clients expect.
                try (OutputStream out = start(exchange)) {
                    write(out, "ERROR", e.status());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private Subscription subscribe(Query query) {
        return query.after() < 0
                ? store.subscribe(query.type(), open::remove)
                : store.subscribe(query.type(), query.after(), open::remove);
    }

    /** Ends every watch before its time. */
    void endAll() {
        open.forEach(Subscription::end);
    }

    private static long revision(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("invalid resource version: " + version);
        }
    }

    private static Predicate<ObjectNode> named(ApiRequest request) {
        return object -> (request.name().isEmpty() || request.name().equals(Meta.name(object)))
                && (request.namespace().isEmpty() || request.namespace().equals(Meta.namespace(object)));
    }

    private void stream(Query query, Subscription subscription, OutputStream out)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + query.timeout().toNanos();
        while (System.nanoTime() - deadline < 0 && !subscription.hasEnded()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Optional<Change> change =
                    subscription.next(left.compareTo(BOOKMARK_INTERVAL) < 0 ? left : BOOKMARK_INTERVAL);
            if (change.isPresent()) {
                report(out, query.filter(), change.get());
            } else if (query.bookmarks()) {
                write(out, "BOOKMARK", bookmark(query.type()));
            }
        }
        out.close();
    }

    private static OutputStream start(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void report(OutputStream out, Predicate<ObjectNode> filter, Change change) throws IOException {
        boolean deleted = change.kind() == Change.Kind.DELETED;
        boolean before = change.previous() != null && filter.test(change.previous());
        boolean now = !deleted && filter.test(change.object());
        if (now) {
            write(out, before ? "MODIFIED" : "ADDED", change.object());
        } else if (before) {
            write(out, "DELETED", deleted ? change.object() : lastMatch(change));
        }
    }

    /** What the watcher knew, at the revision at which it stopped to match. */
    private static ObjectNode lastMatch(Change change) {
        ObjectNode object = change.previous().deepCopy();
        Json.child(object, "metadata").put("resourceVersion", Long.toString(change.revision()));
        return object;
    }

    private ObjectNode bookmark(ResourceType type) {
        ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        object.putObject("metadata").put("resourceVersion", Long.toString(store.revision()));
        return object;
    }

    private static void write(OutputStream out, String type, ObjectNode object) throws IOException {
        ObjectNode event = Json.object().put("type", type);
        event.set("object", object);
        out.write(Json.bytes(event));
        out.write('\n');
        out.flush();
    }
}
