package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore.Lease;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Records;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.Baseline;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new record for a release whose journal is gone, opened from its Lease and annotations. */
class AdoptionTest {
    private static final BlueGreenSpec SPEC = new BlueGreenArguments(BlueGreenSpec.Mode.DEPLOY)
            .namespace("shop")
            .application("web")
            .image("web:2")
            .timeout("7m")
            .spec();

    private static final Map<String, String> NEW = Map.of("app", "web", "version", "green");
    private static final Baseline BASELINE = new Baseline(
            "web-blue",
            "web-green",
            "web",
            "web:1",
            "web:2",
            3,
            Map.of("app", "web", "version", "blue"),
            NEW,
            "web:1",
            0,
            Map.of());

    private static Lease lease() {
        ObjectNode started = Json.object()
                .put("release", "checkout-7")
                .put("strategy", "blue-green")
                .put("startedAt", Records.START.toString())
                .put("startedBy", "ann");
        started.set("spec", Json.tree(SPEC));
        return new Lease(
                "checkout-7/aa",
                "1",
                LeaseKeeper.DURATION,
                Map.of(
                        Annotations.SPEC, Json.line(started),
                        Annotations.BASELINE, Json.line(BASELINE),
                        Annotations.HEAD, "old-head"));
    }

    private static Observation seen(String phase) {
        Metadata metadata = new Metadata(
                new ObjectRef(Kind.SERVICE, "shop", "web-active"),
                "uid",
                "1",
                Map.of(Annotations.RELEASE, "checkout-7", Annotations.PHASE, phase));
        Service service = new Service(metadata, NEW, false, false, false, Json.object());
        return new Observation(Map.of(), Map.of("web-active", service), Map.of(), List.of(), List.of(), List.of());
    }

    private static ReleaseState adopted(String phase) {
        ObjectNode data = Adoption.event(lease(), seen(phase));
        return ReleaseState.of(
                List.of(new Event(1, Records.START.plusSeconds(90), "bob", EventKind.ADOPTED, data, "")));
    }

    @Test
    void theArgumentsAreReadFromTheLease() {
        assertThat(Adoption.spec(lease())).contains(SPEC);
    }

    @Test
    void aLeaseWithoutReleaseHasNone() {
        Lease free = new Lease("", "1", LeaseKeeper.DURATION, Map.of());

        assertThat(Adoption.spec(free)).isEmpty();
        assertThatThrownBy(() -> Adoption.event(free, seen("SWITCH")))
                .hasMessage("the Lease carries no unfinished release");
    }

    @Test
    void theNewRecordKnowsTheReleaseAsTheOldOneDid() {
        ReleaseState state = adopted("SWITCH");

        assertThat(state.id()).isEqualTo("checkout-7");
        assertThat(state.startedBy()).isEqualTo("ann");
        assertThat(state.startedAt()).isEqualTo(Records.START);
        assertThat(Json.read(state.spec(), BlueGreenSpec.class)).isEqualTo(SPEC);
        assertThat(Json.read(state.baseline().orElseThrow().path("baseline"), Baseline.class))
                .isEqualTo(BASELINE);
    }

    @Test
    void itBeginsWithTheHeadOfTheOldOne() {
        assertThat(Adoption.event(lease(), seen("SWITCH")).path("previousHead").asText())
                .isEqualTo("old-head");
    }

    @Test
    void itCountsWhatTookEffectAndMayStillHaveRequestsUnderWay() {
        ReleaseState state = adopted("SWITCH");

        assertThat(state.written("switch")).contains(Records.START.plusSeconds(90));
        assertThat(state.decision()).isEmpty();
        assertThat(state.wasDriven()).isTrue();
    }

    @Test
    void aReleaseOnItsWayBackGoesOnBack() {
        assertThat(adopted("ROLLBACK").decision().orElseThrow().what()).isEqualTo("rollback");
    }
}
