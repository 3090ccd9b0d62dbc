package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The safety rules that hold for every strategy, checked on every write that the simulated cluster accepts. */
abstract class WriteRules<S extends ReleaseSpec> {
    final SimulatedWorld world;
    private final List<String> fields;
    private final Map<String, SimulatedRelease<S>> releases = new HashMap<>();
    private final Map<String, Edit> foreign = new HashMap<>();

    private record Edit(String value, Instant at) {}

    /**
     * Rules for one world.
     *
     * @param fields pointers to what releases write, and others may edit
     */
    WriteRules(SimulatedWorld world, List<String> fields) {
        this.world = world;
        this.fields = fields;
    }

    void watch(SimulatedRelease<S> release) {
        releases.put(release.id, release);
    }

    /** Somebody else has set a field; from now on no write of ours may replace its value. */
    void foreignEdit(String field, String value) {
        foreign.put(field, new Edit(value, world.instant()));
    }

    boolean isForeign(String field) {
        return foreign.containsKey(field);
    }

    void check(ObjectRef ref, ObjectNode before, ObjectNode after, boolean late) {
        JsonNode marks = after.path("metadata").path("annotations");
        JsonNode marksBefore = before.path("metadata").path("annotations");
        SimulatedRelease<S> release =
                releases.get(marks.path(Annotations.RELEASE).asText());
        oneDriverOnly(ref, marksBefore, marks);
        if (after.path("spec").equals(before.path("spec"))) {
            return;
        }
        require(release.isPending(marks.path(Annotations.HEAD).asText()), ref + " was written without an intent");
        begun(release);
        nothingForeignReplaced(ref, before, after, release);
        changed(release, ref, before, after, late);
    }

    /** The first write of a release is on its way. */
    void begun(SimulatedRelease<S> release) {}

    /** Whether a value may be replaced although somebody else has set it. */
    abstract boolean mayReplace(SimulatedRelease<S> release, ObjectRef ref, String pointer);

    /** What the strategy's own rules say to a change. */
    abstract void changed(
            SimulatedRelease<S> release, ObjectRef ref, ObjectNode before, ObjectNode after, boolean late);

    private void oneDriverOnly(ObjectRef ref, JsonNode before, JsonNode after) {
        Epoch old = Epoch.parse(before.path(Annotations.EPOCH).asText());
        Epoch now = Epoch.parse(after.path(Annotations.EPOCH).asText());
        boolean sameRelease = before.path(Annotations.RELEASE).equals(after.path(Annotations.RELEASE));
        require(now.number() >= old.number(), "5: " + ref + " went back from epoch " + old + " to " + now);
        require(now.number() > old.number() || now.equals(old), "5: two drivers share an epoch on " + ref);
        SimulatedRelease<S> other =
                releases.get(before.path(Annotations.RELEASE).asText());
        require(sameRelease || other == null || other.hasEnded(), "5: " + ref + " is written by two releases");
    }

    private void nothingForeignReplaced(
            ObjectRef ref, ObjectNode before, ObjectNode after, SimulatedRelease<S> release) {
        for (String pointer : fields) {
            String field = ref.kind().title() + "/" + ref.name() + pointer;
            String was = before.at(pointer).asText();
            Edit edit = foreign.get(field);
            boolean replaced = edit != null
                    && edit.value().equals(was)
                    && !after.at(pointer).asText().equals(was)
                    && release.baselineAt().isBefore(edit.at());
            require(
                    !replaced || mayReplace(release, ref, pointer),
                    "6: " + field + " = " + was + " was somebody else's and is replaced");
        }
    }

    static void require(boolean condition, String rule) {
        if (!condition) {
            throw new AssertionError("rule " + rule);
        }
    }
}
