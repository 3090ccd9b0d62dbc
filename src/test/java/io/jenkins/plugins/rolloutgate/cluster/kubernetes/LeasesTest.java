package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore.Lease;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Duration DURATION = Duration.ofSeconds(30);

    private final TestCluster testCluster = TestCluster.shared();
    private final ObjectRef ref = new ObjectRef(Kind.LEASE, testCluster.newNamespace(), "rollout-gate-shop");
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final KubernetesCluster cluster = clusters.open(Accesses.of(testCluster.config()));

    @AfterEach
    void close() {
        clusters.close();
    }

    private static Lease held(String holder, String version, Map<String, String> annotations) {
        return new Lease(holder, version, DURATION, annotations);
    }

    @Test
    void shouldReadWhatItHasWritten() throws Exception {
        Lease created = cluster.put(ref, held("release/a", "", Map.of("note", "Grüße")));

        assertThat(cluster.lease(ref)).contains(created);
        assertThat(created.holder()).isEqualTo("release/a");
        assertThat(created.duration()).isEqualTo(DURATION);
        assertThat(created.annotations()).containsEntry("note", "Grüße");
    }

    @Test
    void shouldFindNoneWhereThereIsNone() throws Exception {
        assertThat(cluster.lease(ref)).isEmpty();
    }

    @Test
    void shouldLetOnlyOneCreateTheLease() throws Exception {
        cluster.put(ref, held("release/a", "", Map.of()));

        ClusterException late =
                catchThrowableOfType(ClusterException.class, () -> cluster.put(ref, held("release/b", "", Map.of())));

        assertThat(late.problem()).isEqualTo(Problem.CONFLICT);
    }

    @Test
    void shouldLetOnlyOneTakeOverTheLease() throws Exception {
        Lease seenByBoth = cluster.put(ref, held("release/a", "", Map.of()));
        cluster.put(ref, held("release/b", seenByBoth.resourceVersion(), Map.of()));

        ClusterException late = catchThrowableOfType(
                ClusterException.class,
                () -> cluster.put(ref, held("release/c", seenByBoth.resourceVersion(), Map.of())));

        assertThat(late.problem()).isEqualTo(Problem.CONFLICT);
        assertThat(cluster.lease(ref).orElseThrow().holder()).isEqualTo("release/b");
    }

    @Test
    void shouldNotBringBackALeaseThatWasDeleted() throws Exception {
        Lease created = cluster.put(ref, held("release/a", "", Map.of()));
        testCluster
                .client()
                .leases()
                .inNamespace(ref.namespace())
                .withName(ref.name())
                .delete();

        ClusterException late = catchThrowableOfType(
                ClusterException.class, () -> cluster.put(ref, held("release/a", created.resourceVersion(), Map.of())));

        assertThat(late.problem()).isEqualTo(Problem.CONFLICT);
        assertThat(cluster.lease(ref)).isEmpty();
    }

    @Test
    void shouldHaveNoHolderWhenItWasGivenBack() throws Exception {
        Lease created = cluster.put(ref, held("release/a", "", Map.of("kept", "yes", "dropped", "no")));

        Lease free = cluster.put(ref, held("", created.resourceVersion(), Map.of("kept", "yes")));

        assertThat(free.holder()).isEmpty();
        assertThat(free.annotations()).containsExactly(Map.entry("kept", "yes"));
    }

    @Test
    void shouldCountTransitionsAndKeepTheTimeOfTheTake() throws Exception {
        Lease first = cluster.put(ref, held("release/a", "", Map.of()));
        var acquired = stored().getSpec().getAcquireTime();

        Lease renewed = cluster.put(ref, held("release/a", first.resourceVersion(), Map.of()));
        assertThat(stored().getSpec().getAcquireTime()).isEqualTo(acquired);
        int before = stored().getSpec().getLeaseTransitions();
        cluster.put(ref, held("release/b", renewed.resourceVersion(), Map.of()));

        assertThat(stored().getSpec().getLeaseTransitions()).isEqualTo(before + 1);
        assertThat(stored().getSpec().getRenewTime()).isNotNull();
    }

    private io.fabric8.kubernetes.api.model.coordination.v1.Lease stored() {
        return testCluster
                .client()
                .leases()
                .inNamespace(ref.namespace())
                .withName(ref.name())
                .get();
    }
}
