package io.jenkins.plugins.rolloutgate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The safety rules of the design for blue-green. */
final class SafetyRules extends WriteRules<BlueGreenSpec> {
    private final Map<String, String> startingColour = new HashMap<>();
    private Instant switchedAt = Instant.MIN;

    SafetyRules(SimulatedWorld world) {
        super(world, List.of("/spec/selector/version", "/spec/template/spec/containers/0/image", "/spec/replicas"));
    }

    @Override
    void begun(SimulatedRelease<BlueGreenSpec> release) {
        startingColour.putIfAbsent(release.id, colour());
    }

    /** The size of the active colour is everybody's; the idle one's is the release's until it has turned back. */
    @Override
    boolean mayReplace(SimulatedRelease<BlueGreenSpec> release, ObjectRef ref, String pointer) {
        return pointer.equals("/spec/replicas")
                && (release.hasTurnedBack() || ref.name().endsWith(startingColour.get(release.id)));
    }

    @Override
    void changed(
            SimulatedRelease<BlueGreenSpec> release,
            ObjectRef ref,
            ObjectNode before,
            ObjectNode after,
            boolean late) {
        if (ref.kind() == Kind.SERVICE) {
            switched(release, after, late);
        } else if (ref.kind() == Kind.DEPLOYMENT) {
            scaled(release, ref, before, after);
        }
    }

    private String colour() {
        return world.object("Service", SimulatedWorld.ACTIVE)
                .at("/spec/selector/version")
                .asText();
    }

    private void switched(SimulatedRelease<BlueGreenSpec> release, JsonNode after, boolean late) {
        switchedAt = world.instant();
        int able = world.ableToServe();
        require(late || able >= release.replicas, "1: traffic goes to " + able + " ready pods of " + release.replicas);
        boolean forward = !after.at("/spec/selector/version").asText().equals(startingColour.get(release.id));
        if (forward) {
            require(!release.gateFailed(), "3: more traffic for the new version after a failed gate");
            require(!release.spec.smoke() || release.smokePassed(), "3: switched without smoke tests");
            require(late || release.spec.probe().isEmpty() || release.allProbed(), "3: switched without probes");
        }
    }

    private void scaled(SimulatedRelease<BlueGreenSpec> release, ObjectRef ref, JsonNode before, JsonNode after) {
        int was = before.at("/spec/replicas").asInt();
        int is = after.at("/spec/replicas").asInt();
        boolean otherImage = !before.at("/spec/template/spec/containers/0/image")
                .equals(after.at("/spec/template/spec/containers/0/image"));
        boolean serving = ref.name().endsWith(colour());
        require(!serving || (is >= was && !otherImage), "2: " + ref + " loses pods that have the traffic");
        if (is < was && ref.name().endsWith(startingColour.get(release.id))) {
            Duration since = Duration.between(switchedAt, world.instant());
            Duration stay = release.spec.drain();
            require(since.compareTo(stay) >= 0, "2: old colour ended " + since + " after the switch");
            require(world.ableToServe() >= release.replicas, "2: old colour ended while the new one is short of pods");
        }
    }
}
