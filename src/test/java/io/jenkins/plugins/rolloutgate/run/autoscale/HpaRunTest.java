package io.jenkins.plugins.rolloutgate.run.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaArguments;
import io.jenkins.plugins.rolloutgate.autoscale.hpa.HpaPlan;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore.Lease;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.Kubeconfig;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a cluster: what is written, what is never overwritten. */
class HpaRunTest {
    private final TestCluster testCluster = TestCluster.shared();
    private final String namespace = testCluster.newNamespace();
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final KubernetesCluster cluster =
            clusters.open(Kubeconfig.load(Optional.of(testCluster.kubeconfig()), Optional.empty())
                    .access());

    @AfterEach
    void close() {
        clusters.close();
    }

    private HpaRun run(int cpu, boolean adopt) {
        HpaArguments arguments =
                new HpaArguments(3, 10, cpu, 0, 0, HpaArguments.REQUESTS_METRIC, "", "30s", "5m", adopt);
        return new HpaRun(arguments.spec(namespace, "web"), "web-active", cluster, cluster, cluster);
    }

    private JsonNode autoscaler(String name) throws ClusterException {
        return cluster.read("apis/autoscaling/v2/namespaces/" + namespace + "/horizontalpodautoscalers/" + name)
                .orElseThrow();
    }

    @Test
    void createsItAndFindsNothingToDoAfterThat() throws ClusterException {
        HpaRun run = run(70, false);

        run.write(run.plan());

        assertThat(autoscaler("web")
                        .at("/spec/metrics/0/resource/target/averageUtilization")
                        .asInt())
                .isEqualTo(70);
        assertThat(run.plan().isNothing()).isTrue();
    }

    @Test
    void changesWhatDiffers() throws ClusterException {
        run(70, false).write(run(70, false).plan());
        HpaRun run = run(55, false);

        HpaPlan plan = run.plan();
        run.write(plan);

        assertThat(plan.diff()).containsExactly("metrics: cpu 70 % -> cpu 55 %");
        assertThat(run.plan().isNothing()).isTrue();
    }

    @Test
    void doesNotOverwriteWhatSomebodyElseWroteInBetween() throws ClusterException {
        run(70, false).write(run(70, false).plan());
        HpaRun late = run(55, false);
        HpaPlan plan = late.plan();
        run(60, false).write(run(60, false).plan());

        ClusterException refused = catchThrowableOfType(ClusterException.class, () -> late.write(plan));

        assertThat(refused.problem()).isEqualTo(Problem.CONFLICT);
        assertThat(autoscaler("web")
                        .at("/spec/metrics/0/resource/target/averageUtilization")
                        .asInt())
                .isEqualTo(60);
    }

    @Test
    void writesNothingWhileAReleaseHoldsTheLease() throws ClusterException {
        ObjectRef lease = new ObjectRef(Kind.LEASE, namespace, "rollout-gate-web-active");
        cluster.put(lease, new Lease("web-1/3f2a", "", Duration.ofSeconds(30), Map.of()));
        HpaRun run = run(70, false);
        HpaPlan plan = run.plan();

        ClusterException refused = catchThrowableOfType(ClusterException.class, () -> run.write(plan));

        assertThat(refused)
                .hasMessageStartingWith("release web-1 holds lease " + namespace + "/rollout-gate-web-active");
        assertThat(run.plan().manifest()).isPresent();
    }

    @Test
    void leavesALeaseThatNobodyHoldsWithWhatItRemembers() throws ClusterException {
        ObjectRef ref = new ObjectRef(Kind.LEASE, namespace, "rollout-gate-web-active");
        Lease before = cluster.put(ref, new Lease("", "", Duration.ofSeconds(30), Map.of("note", "kept")));
        HpaRun run = run(70, false);

        run.write(run.plan());

        Lease after = cluster.lease(ref).orElseThrow();
        assertThat(after.holder()).isEmpty();
        assertThat(after.annotations()).isEqualTo(before.annotations());
        assertThat(after.resourceVersion()).isNotEqualTo(before.resourceVersion());
    }

    @Test
    void mergesSeveralIntoOne() throws ClusterException {
        run(70, false).write(run(70, false).plan());
        ObjectNode second = autoscaler("web").deepCopy();
        second.putObject("metadata").put("name", "web-memory");
        cluster.create("apis/autoscaling/v2/namespaces/" + namespace + "/horizontalpodautoscalers", second);
        HpaRun run = run(70, true);

        run.write(run.plan());

        assertThat(run.plan().isNothing()).isTrue();
        assertThat(HpaRun.autoscalers(cluster, namespace)).hasSize(1);
    }
}
