package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class HpaPlanTest {
    private static final HpaSpec WEB = arguments(70, 0, false).spec("shop", "web");

    private static HpaArguments arguments(int cpu, int memory, boolean adopt) {
        return new HpaArguments(3, 10, cpu, memory, 0, "http_requests", "", "30s", "5m", adopt);
    }

    /** As an API server would give it back. */
    private static JsonNode stored(String name, HpaSpec spec) {
        JsonNode json = Json.object().set("spec", spec.json());
        ((ObjectNode) json)
                .putObject("metadata")
                .put("name", name)
                .put("uid", "uid-of-" + name)
                .put("resourceVersion", "7");
        return json;
    }

    @Test
    void createsTheOneThatIsMissing() {
        HpaPlan plan = HpaPlan.of(WEB, List.of());

        assertThat(plan.manifest()).isPresent();
        JsonNode spec = plan.manifest().orElseThrow().path("spec");
        assertThat(spec.at("/metrics/0/resource/target/averageUtilization").asInt())
                .isEqualTo(70);
        assertThat(spec.at("/behavior/scaleDown/stabilizationWindowSeconds").asInt())
                .isEqualTo(240);
        assertThat(plan.diff()).contains("minReplicas: 3", "maxReplicas: 10", "metrics: cpu 70 %");
    }

    @Test
    void writesNothingWhereNothingDiffers() {
        HpaPlan plan = HpaPlan.of(WEB, List.of(stored("web", WEB)));

        assertThat(plan.isNothing()).isTrue();
        assertThat(plan.diff()).isEmpty();
    }

    @Test
    void takesQuantitiesForWhatTheyMean() {
        HpaSpec spec = new HpaArguments(3, 10, 0, 0, 1000, "http_requests", "", "30s", "5m", false).spec("shop", "web");
        JsonNode stored = Json.parse(stored("web", spec).toString().replace("\"1000\"", "\"1k\""));

        assertThat(HpaPlan.of(spec, List.of(stored)).isNothing()).isTrue();
    }

    @Test
    void changesOnlyWhatDiffersAndTestsTheVersionThatWasSeen() {
        HpaSpec wanted = new HpaArguments(3, 10, 60, 0, 0, "http_requests", "", "30s", "5m", false).spec("shop", "web");

        HpaPlan plan = HpaPlan.of(wanted, List.of(stored("web", WEB)));

        assertThat(plan.diff()).containsExactly("metrics: cpu 70 % -> cpu 60 %");
        assertThat(plan.patch())
                .extracting(PatchOp::op, PatchOp::path)
                .containsExactly(
                        tuple("test", "/metadata/uid"),
                        tuple("test", "/metadata/resourceVersion"),
                        tuple("add", "/spec/metrics"));
    }

    @Test
    void keepsTheOneOfAnotherNameInsteadOfAddingASecond() {
        HpaPlan plan = HpaPlan.of(WEB, List.of(stored("autoscale-web", WEB)));

        assertThat(plan.name()).isEqualTo("autoscale-web");
        assertThat(plan.isNothing()).isTrue();
    }

    @Test
    void mergesOthersWithWhatOnlyTheyFollow() {
        HpaSpec memory = new HpaArguments(1, 5, 0, 80, 0, "http_requests", "", "30s", "5m", false).spec("shop", "web");

        HpaPlan plan = HpaPlan.of(
                arguments(70, 0, true).spec("shop", "web"), List.of(stored("web", WEB), stored("web-memory", memory)));

        assertThat(plan.merged()).extracting(HpaPlan::name).containsExactly("web-memory");
        assertThat(plan.diff())
                .contains(
                        "metrics: cpu 70 % -> cpu 70 %, memory 80 %",
                        "autoscaler web-memory: deleted, merged into this one");
    }

    @Test
    void leavesThoseOfOtherDeploymentsAlone() {
        HpaSpec api = arguments(50, 0, false).spec("shop", "api");

        HpaPlan plan = HpaPlan.of(WEB, List.of(stored("api", api)));

        assertThat(plan.manifest()).isPresent();
        assertThat(plan.merged()).isEmpty();
    }
}
