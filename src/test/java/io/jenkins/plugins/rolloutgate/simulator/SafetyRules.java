package io.jenkins.plugins.rolloutgate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The safety rules of the design, checked on every write that the simulated cluster accepts. */
final class SafetyRules {
    /** What autoscalers of the simulated world allow. */
    private static final int MOST = 9;

    private final SimulatedWorld world;
    private final Map<String, SimulatedRelease> releases = new HashMap<>();
    private final Map<String, String> startingColour = new HashMap<>();
    private final Map<String, Edit> foreign = new HashMap<>();
    private Instant switchedAt = Instant.MIN;

    private record Edit(String value, Instant at) {}

    SafetyRules(SimulatedWorld world) {
        this.world = world;
    }

    void watch(SimulatedRelease release) {
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
        SimulatedRelease release = releases.get(marks.path(Annotations.RELEASE).asText());
        oneDriverOnly(ref, marksBefore, marks);
        if (after.path("spec").equals(before.path("spec"))) {
            return;
        }
        require(release.isPending(marks.path(Annotations.HEAD).asText()), ref + " was written without an intent");
        startingColour.putIfAbsent(release.id, ref.kind() == Kind.SERVICE ? colour(before) : world.activeColour());
        nothingForeignReplaced(ref, before, after, release);
        if (ref.kind() == Kind.SERVICE) {
            switched(release, before, after, late);
        } else if (ref.kind() == Kind.DEPLOYMENT) {
            scaled(release, ref, before, after);
        }
    }

    private static String colour(JsonNode service) {
        return service.at("/spec/selector/version").asText();
    }

    private void oneDriverOnly(ObjectRef ref, JsonNode before, JsonNode after) {
        Epoch old = Epoch.parse(before.path(Annotations.EPOCH).asText());
        Epoch now = Epoch.parse(after.path(Annotations.EPOCH).asText());
        boolean sameRelease = before.path(Annotations.RELEASE).equals(after.path(Annotations.RELEASE));
        require(now.number() >= old.number(), "5: " + ref + " went back from epoch " + old + " to " + now);
        require(now.number() > old.number() || now.equals(old), "5: two drivers share an epoch on " + ref);
        SimulatedRelease other = releases.get(before.path(Annotations.RELEASE).asText());
        require(sameRelease || other == null || other.hasEnded(), "5: " + ref + " is written by two releases");
    }

    private void nothingForeignReplaced(ObjectRef ref, JsonNode before, JsonNode after, SimulatedRelease release) {
        for (String pointer :
                new String[] {"/spec/selector/version", "/spec/template/spec/containers/0/image", "/spec/replicas"}) {
            String field = ref.kind().title() + "/" + ref.name() + pointer;
            String was = before.at(pointer).asText();
            Edit edit = foreign.get(field);
            boolean replaced = edit != null
                    && edit.value().equals(was)
                    && !after.at(pointer).asText().equals(was)
                    && release.baselineAt().isBefore(edit.at());
            // The size of the active colour is everybody's; the idle one's is the release's until it has turned back.
            boolean given = pointer.equals("/spec/replicas")
                    && (release.hasTurnedBack() || ref.name().endsWith(startingColour.get(release.id)));
            // Before its first write the release takes what it sees; that the load needs still more is no blind
            // overwrite.
            boolean first = !before.path("metadata")
                    .path("annotations")
                    .path(Annotations.RELEASE)
                    .equals(after.path("metadata").path("annotations").path(Annotations.RELEASE));
            boolean grown = pointer.equals("/spec/replicas")
                    && first
                    && after.at(pointer).asInt() > before.at(pointer).asInt();
            require(!replaced || given || grown, "6: " + field + " = " + was + " was somebody else's and is replaced");
        }
    }

    private void switched(SimulatedRelease release, ObjectNode before, ObjectNode after, boolean late) {
        switchedAt = world.instant();
        int able = world.ableToServe();
        boolean forward = !colour(after).equals(startingColour.get(release.id));
        // The way back may be capped by the old colour's autoscaler; the way forward is refused then.
        int load = Math.max(1, Math.min(MOST, world.replicas("web-" + colour(before))));
        require(late || able >= load, "1: traffic goes to " + able + " ready pods of " + load);
        if (forward) {
            require(!release.gateFailed(), "3: more traffic for the new version after a failed gate");
            require(!release.spec.smoke() || release.smokePassed(), "3: switched without smoke tests");
            require(
                    late || release.spec.probe().isEmpty() || release.allProbed("web-" + colour(after)),
                    "3: switched without probes");
        }
    }

    private void scaled(SimulatedRelease release, ObjectRef ref, JsonNode before, JsonNode after) {
        int was = before.at("/spec/replicas").asInt();
        int is = after.at("/spec/replicas").asInt();
        boolean otherImage = !before.at("/spec/template/spec/containers/0/image")
                .equals(after.at("/spec/template/spec/containers/0/image"));
        String colour = world.activeColour();
        boolean serving = ref.name().endsWith(colour);
        require(!serving || (is >= was && !otherImage), "2: " + ref + " loses pods that have the traffic");
        if (is < was && ref.name().endsWith(startingColour.get(release.id))) {
            Duration since = release.watched(switchedAt);
            Duration stay = Stream.of(release.spec.drain(), release.spec.scaleDownDelay(), release.spec.watch())
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            require(since.compareTo(stay) >= 0, "2: old colour ended when watched for " + since + " of " + stay);
            int able = world.ableToServe();
            int needed = Math.min(release.baselineReplicas(), world.replicas("web-" + colour));
            require(able >= needed, "2: old colour ended with " + able + " of " + needed + " new pods ready");
        }
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new AssertionError("rule " + rule);
        }
    }
}
