package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Change.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The objects of the cluster and a bounded history of their changes, under one lock. Returned objects are shared and must
 * not be changed. Names are generated from a fixed seed, so that two runs that do the same get the same names.
 */
public final class Store {
    private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final int HISTORY = 5000;
    private static final int DEFAULT_GRACE_SECONDS = 30;

    private final InstantSource clock;
    private final Defaults defaults = new Defaults();
    private final Random random = new Random(1);
    private final Map<ResourceType, TreeMap<String, ObjectNode>> objects = new EnumMap<>(ResourceType.class);
    private final Map<ResourceType, Deque<Change>> history = new EnumMap<>(ResourceType.class);
    private final Map<ResourceType, Long> forgotten = new EnumMap<>(ResourceType.class);
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private long revision = 1;
    private long uids;

    /** Which half of an object a write may change. */
    public enum Part {
        SPEC,
        STATUS
    }

    /** Objects as of one revision. */
    public record Listing(List<ObjectNode> items, long revision) {}

    public Store(InstantSource clock) {
        this.clock = clock;
        for (ResourceType type : ResourceType.values()) {
            objects.put(type, new TreeMap<>());
            history.put(type, new ArrayDeque<>());
            forgotten.put(type, 0L);
        }
    }

    public InstantSource clock() {
        return clock;
    }

    /** The time of now as the API writes it, in whole seconds. */
    public String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Calls the listener, under the lock and in order, for every later change: it must only take note. */
    public void addListener(Consumer<Change> listener) {
        listeners.add(listener);
    }

    public void removeListener(Consumer<Change> listener) {
        listeners.remove(listener);
    }

    public synchronized Optional<ObjectNode> find(ResourceType type, String namespace, String name) {
        return Optional.ofNullable(objects.get(type).get(key(namespace, name)));
    }

    ObjectNode get(ResourceType type, String namespace, String name) {
        return find(type, namespace, name).orElseThrow(() -> ApiException.notFound(type, name));
    }

    /** Lists one namespace, or all of them when it is empty. */
    public synchronized Listing list(ResourceType type, String namespace, Predicate<? super ObjectNode> filter) {
        Map<String, ObjectNode> all = objects.get(type);
        Map<String, ObjectNode> range =
                namespace.isEmpty() ? all : objects.get(type).subMap(namespace + "/", namespace + "0");
        return new Listing(range.values().stream().filter(filter).toList(), revision);
    }

    /** The changes after a revision (410 when they are forgotten), followed by all later ones. */
    synchronized Subscription subscribe(ResourceType type, long after, Consumer<Subscription> whenClosed) {
        if (after < forgotten.get(type)) {
            throw ApiException.expired(after, forgotten.get(type));
        }
        List<Change> missed = history.get(type).stream()
                .filter(change -> change.revision() > after)
                .toList();
        return new Subscription(this, type, missed, whenClosed);
    }

    /** All objects as if they were just added, followed by all later changes. */
    synchronized Subscription subscribe(ResourceType type, Consumer<Subscription> whenClosed) {
        List<Change> present = objects.get(type).values().stream()
                .map(object -> new Change(Kind.ADDED, type, object, null, revision))
                .toList();
        return new Subscription(this, type, present, whenClosed);
    }

    synchronized long revision() {
        return revision;
    }

    /** Forgets the history, so that watches that continue from an earlier revision get 410. */
    synchronized void compact() {
        for (ResourceType type : ResourceType.values()) {
            history.get(type).clear();
            forgotten.put(type, revision);
        }
    }

    /** Stores a new object. Throws 404 without its namespace, 409 when it exists, 422 when it is not valid. */
    public synchronized ObjectNode create(ResourceType type, ObjectNode body, boolean dryRun) {
        ObjectNode object = Json.withoutNulls(body.deepCopy());
        ObjectNode metadata = Json.child(object, "metadata");
        if (!metadata.hasNonNull("name") && metadata.hasNonNull("generateName")) {
            metadata.put("name", metadata.get("generateName").asText() + suffix());
        }
        String namespace = Meta.namespace(object);
        String name = Meta.name(object);
        if (!namespace.isEmpty()) {
            get(ResourceType.NAMESPACES, "", namespace);
        }
        if (find(type, namespace, name).isPresent()) {
            throw ApiException.alreadyExists(type, name);
        }
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "generation"));
        metadata.put("uid", "%08x-0000-4000-8000-%012x".formatted(random.nextInt(), ++uids));
        metadata.put("creationTimestamp", now());
        if (type.hasGeneration()) {
            metadata.put("generation", 1);
        }
        if (type.hasStatus()) {
            object.remove("status");
        }
        defaults.onCreate(type, object);
        defaults.always(type, object);
        Validation.check(type, null, object);
        return dryRun ? object : commit(Kind.ADDED, type, object, null);
    }

    /** A random ending for a generated name. */
    public synchronized String suffix() {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
        }
        return suffix.toString();
    }

    /** Changes the spec and the metadata, or the status; a write that changes nothing is not one. */
    public synchronized ObjectNode update(
            ResourceType type,
            String namespace,
            String name,
            Part part,
            boolean dryRun,
            UnaryOperator<ObjectNode> change) {
        ObjectNode old = get(type, namespace, name);
        ObjectNode wanted = Json.withoutNulls(change.apply(old.deepCopy()));
        Preconditions.check(type, old, wanted);
        ObjectNode object = Parts.merge(type, old, wanted, part);
        defaults.always(type, object);
        Validation.check(type, old, object);
        if (Parts.raisesGeneration(type, old, object, part)) {
            Json.child(object, "metadata")
                    .put("generation", old.path("metadata").path("generation").asInt() + 1);
        }
        if (object.equals(old)) {
            return old;
        }
        return dryRun ? object : commit(Kind.MODIFIED, type, object, old);
    }

    /** As {@link #update}, for controllers: an object that is gone meanwhile is left alone. */
    public void change(ResourceType type, JsonNode object, Part part, Consumer<ObjectNode> change) {
        if (find(type, Meta.namespace(object), Meta.name(object))
                .filter(current -> Meta.uid(current).equals(Meta.uid(object)))
                .isPresent()) {
            update(type, Meta.namespace(object), Meta.name(object), part, false, current -> {
                change.accept(current);
                return current;
            });
        }
    }

    /** Deletes an object; one pod that runs is only marked, and removed when its node is done with it. */
    public synchronized ObjectNode delete(ResourceType type, String namespace, String name, DeleteOptions options) {
        ObjectNode old = get(type, namespace, name);
        Preconditions.check(type, old, options);
        int grace = graceSeconds(type, old, options);
        if (options.dryRun()) {
            return old;
        }
        if (options.orphan()) {
            orphan(Meta.uid(old));
        }
        if (grace == 0) {
            return commit(Kind.DELETED, type, old.deepCopy(), old);
        }
        if (Meta.isTerminating(old)) {
            return old;
        }
        ObjectNode marked = old.deepCopy();
        String end = clock.instant()
                .plus(Duration.ofSeconds(grace))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        Json.child(marked, "metadata").put("deletionTimestamp", end).put("deletionGracePeriodSeconds", grace);
        return commit(Kind.MODIFIED, type, marked, old);
    }

    private static int graceSeconds(ResourceType type, ObjectNode object, DeleteOptions options) {
        boolean runs = type == ResourceType.PODS
                && object.path("spec").hasNonNull("nodeName")
                && !List.of("Succeeded", "Failed").contains(Json.text(object, "/status/phase"));
        if (!runs) {
            return 0;
        }
        return options.gracePeriodSeconds() >= 0
                ? options.gracePeriodSeconds()
                : Json.integer(object, "/spec/terminationGracePeriodSeconds", DEFAULT_GRACE_SECONDS);
    }

    private void orphan(String owner) {
        for (ResourceType type : ResourceType.values()) {
            for (ObjectNode dependent : List.copyOf(objects.get(type).values())) {
                if (Meta.controllerUid(dependent).equals(owner)) {
                    change(
                            type,
                            dependent,
                            Part.SPEC,
                            copy -> Json.child(copy, "metadata").remove("ownerReferences"));
                }
            }
        }
    }

    private ObjectNode commit(Kind kind, ResourceType type, ObjectNode object, ObjectNode previous) {
        revision++;
        Json.child(object, "metadata").put("resourceVersion", Long.toString(revision));
        String key = key(Meta.namespace(object), Meta.name(object));
        if (kind == Kind.DELETED) {
            objects.get(type).remove(key);
        } else {
            objects.get(type).put(key, object);
        }
        Change change = new Change(kind, type, object, previous, revision);
        Deque<Change> changes = history.get(type);
        changes.addLast(change);
        if (changes.size() > HISTORY) {
            forgotten.put(type, changes.removeFirst().revision());
        }
        new ArrayList<>(listeners).forEach(listener -> listener.accept(change));
        return object;
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
