package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore.Lease;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.run.LeaseKeeper.ContestedException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The Lease elects who drives; it is taken when free or one's own, renewed in time, and given back. */
class LeaseKeeperTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final ObjectRef REF = new ObjectRef(Kind.LEASE, "shop", "rollout-gate-web-active");

    private final FakeCluster cluster = new FakeCluster();
    private final LeaseKeeper keeper = new LeaseKeeper(cluster, REF, "checkout-7", "aa");

    private Lease lease() {
        return cluster.lease.orElseThrow();
    }

    @Test
    void aLeaseThatIsNotThereIsCreated() throws Exception {
        Epoch epoch = keeper.take(0, Map.of(Annotations.SPEC, "{}"), NOW);

        assertThat(epoch).isEqualTo(new Epoch(1, "aa"));
        assertThat(lease().holder()).isEqualTo("checkout-7/aa");
        assertThat(lease().duration()).hasSeconds(30);
        assertThat(lease().annotations())
                .isEqualTo(
                        Map.of(Annotations.SPEC, "{}", Annotations.EPOCH, "1/aa", Annotations.RELEASE, "checkout-7"));
    }

    @Test
    void aNewEpochIsAboveTheObjectsAndTheLeasesOwn() throws Exception {
        cluster.taken("", Map.of(Annotations.EPOCH, "12/bb"));

        assertThat(keeper.take(4, Map.of(), NOW).number()).isEqualTo(13);
        assertThat(keeper.take(40, Map.of(), NOW).number()).isEqualTo(41);
    }

    @Test
    void aLeaseThatThisReleaseHeldWithAnotherProcessIsTaken() throws Exception {
        cluster.taken("checkout-7/bb", Map.of(Annotations.EPOCH, "3/bb"));

        keeper.take(0, Map.of(), NOW);

        assertThat(lease().holder()).isEqualTo("checkout-7/aa");
    }

    @Test
    void aLeaseOfAnotherReleaseIsNeverTaken() {
        cluster.taken("checkout-6/bb", Map.of());

        assertThatThrownBy(() -> keeper.take(0, Map.of(), NOW))
                .isInstanceOf(ContestedException.class)
                .hasMessage("release checkout-6 holds lease shop/rollout-gate-web-active: wait for its end, or finish"
                        + " it with rollout-gate recover if its process is gone");
        assertThat(lease().holder()).isEqualTo("checkout-6/bb");
    }

    @Test
    void aLeaseThatAReleaseLeftWhichIsOverIsTaken() throws Exception {
        cluster.taken("checkout-6/bb", Map.of(Annotations.EPOCH, "3/bb"));
        LeaseKeeper next = new LeaseKeeper(cluster, REF, "checkout-7", "aa", "checkout-6"::equals);

        assertThat(next.take(0, Map.of(), NOW)).isEqualTo(new Epoch(4, "aa"));
        assertThat(lease().holder()).isEqualTo("checkout-7/aa");
    }

    @Test
    void aClockThatIsSetBackDoesNotPutRenewalsOff() throws Exception {
        keeper.take(0, Map.of(), NOW);
        String before = lease().resourceVersion();

        keeper.renew(NOW.minusSeconds(3600), "head-2");

        assertThat(lease().resourceVersion()).isNotEqualTo(before);
        assertThat(lease().annotations()).containsEntry(Annotations.HEAD, "head-2");
    }

    @Test
    void aReleaseWhoseNameOnlyBeginsTheSameIsAnother() {
        cluster.taken("checkout-71/bb", Map.of());

        assertThatThrownBy(() -> keeper.take(0, Map.of(), NOW)).isInstanceOf(ContestedException.class);
    }

    @Test
    void itIsRenewedAfterAThirdOfItsDurationAndCarriesTheHead() throws Exception {
        keeper.take(0, Map.of(), NOW);
        String before = lease().resourceVersion();

        keeper.renew(NOW.plusSeconds(9), "early");
        assertThat(lease().resourceVersion()).isEqualTo(before);
        keeper.renew(NOW.plusSeconds(10), "head");

        assertThat(lease().resourceVersion()).isNotEqualTo(before);
        assertThat(lease().annotations()).containsEntry(Annotations.HEAD, "head");
        assertThat(keeper.renewAt()).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void whoFindsAnotherHolderAtRenewalStops() throws Exception {
        keeper.take(0, Map.of(), NOW);
        cluster.taken("checkout-7/bb", Map.of());

        assertThatThrownBy(() -> keeper.renew(NOW.plusSeconds(10), "head"))
                .isInstanceOf(ContestedException.class)
                .hasMessage("lease shop/rollout-gate-web-active was taken over by checkout-7/bb");
    }

    @Test
    void aClusterThatDoesNotAnswerIsNoReasonToStop() throws Exception {
        keeper.take(0, Map.of(), NOW);
        cluster.fails = Optional.of(Problem.UNKNOWN);

        keeper.renew(NOW.plusSeconds(10), "head");

        assertThat(keeper.holds()).isTrue();
    }

    @Test
    void afterALostRenewalTheLeaseIsReadAgainAndRenewedTheNextTime() throws Exception {
        keeper.take(0, Map.of(), NOW);
        cluster.taken("checkout-7/aa", lease().annotations());

        keeper.renew(NOW.plusSeconds(10), "one");
        keeper.renew(NOW.plusSeconds(20), "two");

        assertThat(lease().annotations()).containsEntry(Annotations.HEAD, "two");
    }

    @Test
    void givenBackNothingStaysLockedAndTheHeadIsKept() throws Exception {
        keeper.take(0, Map.of(Annotations.SPEC, "{}"), NOW);

        assertThat(keeper.release("head")).isTrue();

        assertThat(keeper.holds()).isFalse();
        assertThat(lease().holder()).isEmpty();
        assertThat(lease().annotations())
                .isEqualTo(
                        Map.of(Annotations.EPOCH, "1/aa", Annotations.RELEASE, "checkout-7", Annotations.HEAD, "head"));
    }

    @Test
    void aLeaseThatSomebodyTookIsNotGivenBack() throws Exception {
        keeper.take(0, Map.of(), NOW);
        cluster.taken("checkout-8/bb", Map.of());

        assertThat(keeper.release("head")).isTrue();

        assertThat(lease().holder()).isEqualTo("checkout-8/bb");
    }

    @Test
    void givingBackIsTriedAgainWhileTheClusterDoesNotAnswer() throws Exception {
        keeper.take(0, Map.of(), NOW);

        cluster.fails = Optional.of(Problem.UNKNOWN);
        assertThat(keeper.release("head")).isFalse();
        cluster.fails = Optional.empty();

        assertThat(keeper.release("head")).isTrue();
        assertThat(lease().holder()).isEmpty();
    }

    @Test
    void anEndedReleaseTakesUpItsOwnLeaseOnlyToGiveItBack() {
        cluster.taken("checkout-7/bb", Map.of(Annotations.EPOCH, "3/bb"));

        keeper.adopt();

        assertThat(keeper.release("head")).isTrue();
        assertThat(lease().holder()).isEmpty();
    }

    @Test
    void anEndedReleaseLeavesTheLeaseOfAnother() {
        cluster.taken("checkout-8/bb", Map.of());

        keeper.adopt();
        keeper.release("head");

        assertThat(lease().holder()).isEqualTo("checkout-8/bb");
    }

    @Test
    void aRefusedLeaseIsTold() {
        cluster.fails = Optional.of(Problem.DENIED);

        assertThatThrownBy(() -> keeper.take(0, Map.of(), NOW)).isInstanceOf(ClusterException.class);
        assertThat(keeper.holds()).isFalse();
    }
}
