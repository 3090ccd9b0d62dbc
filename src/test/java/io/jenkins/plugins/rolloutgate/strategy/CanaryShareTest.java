package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryShareTest {
    @ParameterizedTest
    @CsvSource({
        "5, 3, 1, 3, 25",
        "25, 3, 1, 3, 25",
        "33, 3, 1, 2, 33.3",
        "50, 3, 2, 2, 50",
        "29, 3, 1, 3, 25",
        "10, 10, 1, 9, 10",
        "20, 10, 2, 8, 20",
        "75, 4, 3, 1, 75",
        "50, 1, 1, 1, 50",
        "99, 3, 3, 1, 75",
        "100, 6, 6, 6, 100"
    })
    void theNearestShareWithoutLosingCapacity(int percent, int need, int canary, int stable, double reached) {
        CanaryShare share = CanaryShare.byReplicas(percent, need, 0, true);

        assertThat(List.of(share.canary(), share.stable())).containsExactly(canary, stable);
        assertThat(share.reached()).isCloseTo(reached, org.assertj.core.data.Offset.offset(0.05));
    }

    @ParameterizedTest
    @CsvSource({"10, 3, 1", "25, 3, 1", "50, 3, 3", "75, 3, 3"})
    void stableKeepsItsSizeWhereAnAutoscalerOwnsIt(int percent, int need, int canary) {
        CanaryShare share = CanaryShare.byReplicas(percent, need, 0, false);

        assertThat(List.of(share.canary(), share.stable())).containsExactly(canary, need);
    }

    @ParameterizedTest
    @CsvSource({"10, 3, 1", "34, 3, 2", "50, 3, 2", "100, 3, 3", "1, 100, 1", "50, 10, 5"})
    void withWeightsTheCanaryIsSizedForItsShareOfTheLoad(int percent, int need, int canary) {
        assertThat(CanaryShare.byWeight(percent, need, 0).canary()).isEqualTo(canary);
        assertThat(CanaryShare.byWeight(percent, need, 0).stable()).isEqualTo(need);
    }

    @Property
    void noSharePutsFewerPodsUpThanTheLoadNeeds(
            @ForAll @IntRange(min = 1, max = 100) int percent, @ForAll @IntRange(min = 1, max = 40) int need) {
        CanaryShare share = CanaryShare.byReplicas(percent, need, 0, true);

        assertThat(share.canary() + share.stable()).isGreaterThanOrEqualTo(need);
        assertThat(share.stable()).isBetween(1, need);
    }

    @Property
    void noOtherNumbersOfPodsAreNearer(
            @ForAll @IntRange(min = 1, max = 99) int percent, @ForAll @IntRange(min = 1, max = 20) int need) {
        double off = CanaryShare.byReplicas(percent, need, 0, true).off();

        for (int canary = 1; canary <= need; canary++) {
            for (int stable = Math.max(1, need - canary); stable <= need; stable++) {
                assertThat(new CanaryShare(percent, canary, stable).off()).isGreaterThanOrEqualTo(off - 1e-9);
            }
        }
    }

    /**
     * Argo Rollouts limits the surge and may leave stable without pods; where it does not, ours is at least as near, and
     * the same where Argo's is exact. Numbers of argoproj/argo-rollouts 9f8d111d, utils/replicaset/canary_test.go.
     */
    @Test
    void sharesAreAtLeastAsNearAsThoseOfArgoRollouts() throws IOException {
        List<String> worse = new ArrayList<>();

        int compared = 0;
        for (JsonNode row : argo()) {
            int weight = row.path("weight").asInt();
            CanaryShare theirs = new CanaryShare(
                    weight, row.path("expCanary").asInt(), row.path("expStable").asInt());
            if (weight == 0 || weight == 100 || theirs.canary() == 0 || theirs.stable() == 0) {
                continue;
            }
            CanaryShare ours =
                    CanaryShare.byReplicas(weight, row.path("replicas").asInt(), 0, true);
            boolean same = ours.canary() == theirs.canary() && ours.stable() == theirs.stable();
            compared++;
            if (ours.off() > theirs.off() + 1e-9 || (theirs.off() == 0 && !same)) {
                worse.add(row + " ours: " + ours);
            }
        }

        assertThat(worse).isEmpty();
        assertThat(compared).isGreaterThan(25);
    }

    private static JsonNode argo() throws IOException {
        try (InputStream in = CanaryShareTest.class.getResourceAsStream("argo-replica-math.json")) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .path("approximate_weighted");
        }
    }
}
