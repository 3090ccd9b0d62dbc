package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState.Ownership;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of two drivers at most one gets its patch in. */
class FenceTest {
    private static final Epoch OWN = new Epoch(7, "aa");
    private static final List<PatchOp> PATCH = List.of(PatchOp.set("/spec/replicas", 3));
    private static final String POINTER = Annotations.pointer(Annotations.EPOCH);

    private static Metadata service(Map<String, String> annotations) {
        return new Metadata(new ObjectRef(Kind.SERVICE, "shop", "web"), "uid-1", "42", annotations);
    }

    private static Metadata written(String epoch) {
        return service(Map.of(Annotations.EPOCH, epoch));
    }

    private static Observation seen(Metadata metadata) {
        Service service = new Service(metadata, Map.of(), false, false, false, Json.object());
        return new Observation(Map.of(), Map.of("web", service), Map.of(), List.of(), List.of(), List.of());
    }

    @Test
    void thePatchOfAKnownObjectTestsItsUidAndEpochAndLeavesItsOwn() {
        List<PatchOp> patch = Fence.around(PATCH, written("6/bb"), OWN, Map.of());

        assertThat(patch)
                .containsExactly(
                        PatchOp.test("/metadata/uid", "uid-1"),
                        PatchOp.test(POINTER, "6/bb"),
                        PatchOp.set(POINTER, "7/aa"),
                        PatchOp.set("/spec/replicas", 3));
    }

    @Test
    void theFirstPatchOfAnObjectBuildsOnExactlyWhatWasSeen() {
        List<PatchOp> patch = Fence.around(PATCH, service(Map.of("theirs", "x")), OWN, Map.of());

        assertThat(patch).contains(PatchOp.test("/metadata/resourceVersion", "42"), PatchOp.set(POINTER, "7/aa"));
    }

    @Test
    void anObjectWithoutAnnotationsGetsTheirMapFirst() {
        List<PatchOp> patch = Fence.around(PATCH, service(Map.of()), OWN, Map.of(Annotations.PHASE, "SWITCH"));

        assertThat(patch)
                .contains(PatchOp.set(
                        "/metadata/annotations",
                        Json.object().put(Annotations.EPOCH, "7/aa").put(Annotations.PHASE, "SWITCH")));
    }

    @Test
    void anObjectThatShowsWhatWasSeenOrOurOwnEpochIsNotCrossed() {
        Ownership own = new Ownership(7, "aa", Map.of("Service/web", "6/bb"));

        assertThat(Fence.crossed(seen(written("6/bb")), own)).isEmpty();
        assertThat(Fence.crossed(seen(written("7/aa")), own)).isEmpty();
    }

    @Test
    void anObjectThatShowsAnyOtherEpochIsCrossed() {
        Ownership own = new Ownership(7, "aa", Map.of("Service/web", "6/bb"));

        assertThat(Fence.crossed(seen(written("8/cc")), own)).isPresent();
        assertThat(Fence.crossed(seen(written("7/cc")), own))
                .as("same number of another process")
                .isPresent();
        assertThat(Fence.crossed(seen(service(Map.of())), own))
                .as("epoch taken away")
                .isPresent();
    }

    @Test
    void anObjectStaysOpenUntilItShowsOurEpoch() {
        assertThat(Fence.open(seen(written("6/bb")), OWN)).hasSize(1);
        assertThat(Fence.open(seen(written("7/aa")), OWN)).isEmpty();
    }

    @Test
    void theHighestEpochIsFoundAndRubbishCountsAsNone() {
        assertThat(Fence.highest(seen(written("6/bb")))).isEqualTo(6);
        assertThat(Fence.highest(seen(written("rubbish")))).isZero();
        assertThat(Fence.epochs(seen(written("6/bb")))).isEqualTo(Map.of("Service/web", "6/bb"));
    }
}
