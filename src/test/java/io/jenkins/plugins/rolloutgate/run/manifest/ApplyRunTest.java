package io.jenkins.plugins.rolloutgate.run.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.Kubeconfig;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesCluster;
import io.jenkins.plugins.rolloutgate.cluster.kubernetes.KubernetesClusters;
import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real API server; the cluster inside this process applies without asking who manages a field. */
class ApplyRunTest {
    private static final String SERVICE =
            "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: %s}, ports: [{port: 80}]}}";

    private final TestCluster testCluster = TestCluster.shared();
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final KubernetesCluster cluster =
            clusters.open(Kubeconfig.load(Optional.of(testCluster.kubeconfig()), Optional.empty())
                    .access());
    private String namespace;

    @BeforeEach
    void onlyOnTheRealApiServer() {
        assumeThat(testCluster.isReal()).isTrue();
        namespace = testCluster.newNamespace();
    }

    @AfterEach
    void close() {
        clusters.close();
    }

    private ApplyRun run(boolean force, String... yaml) {
        List<Manifest> manifests = Manifest.read("web.yaml", String.join("\n---\n", yaml));
        return new ApplyRun(manifests, namespace, cluster, cluster, force);
    }

    private static String service(String app) {
        return SERVICE.formatted(app);
    }

    @Test
    void showsWhatIsNewAppliesItAndFindsNothingToChangeAfterThat() throws ClusterException {
        List<Applied> before = run(false, service("web")).plan();
        run(false, service("web")).apply();
        List<Applied> after = run(false, service("web")).plan();

        assertThat(before).singleElement().satisfies(one -> {
            assertThat(one.manifest()).hasToString("Service " + namespace + "/web");
            assertThat(one.diff()).containsExactly("is new");
        });
        assertThat(after)
                .singleElement()
                .satisfies(one -> assertThat(one.diff()).isEmpty());
    }

    @Test
    void showsEachFieldThatChangesWithoutChangingIt() throws ClusterException {
        run(false, service("web")).apply();

        List<Applied> plan = run(false, service("api")).plan();

        assertThat(plan.get(0).diff()).containsExactly("spec.selector.app: web -> api");
        assertThat(run(false, service("web")).plan().get(0).diff()).isEmpty();
    }

    @Test
    void doesNotSetBackWhatAReleaseHasChanged() throws ClusterException {
        run(false, service("web")).apply();
        cluster.patch(
                new ObjectRef(Kind.SERVICE, namespace, "web"), List.of(PatchOp.set("/spec/selector/app", "green")));

        assertThatThrownBy(() -> run(false, service("web")).plan())
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("conflict with \"rollout-gate\"")
                .hasMessageEndingWith("leave these fields out of web.yaml, or force it");
        assertThat(run(true, service("web")).plan().get(0).diff()).containsExactly("spec.selector.app: green -> web");
    }

    @Test
    void refusesBeforeAnyWriteAKindThatTheClusterDoesNotKnow() throws ClusterException {
        String gadget = "{apiVersion: example.org/v1, kind: Gadget, metadata: {name: one}}";

        assertThatThrownBy(() -> run(false, service("web"), gadget).plan())
                .hasMessage("the cluster knows no Gadget of example.org/v1, as web.yaml has it: install its definition"
                        + " first, or leave it out");
        assertThat(run(false, service("web")).plan().get(0).diff()).containsExactly("is new");
    }

    @Test
    void refusesWhatIsOutsideOfItsNamespace() {
        String elsewhere =
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: web, namespace: kube-system}, data: {a: b}}";
        String everywhere = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: all}}";
        String another = "{apiVersion: v1, kind: Namespace, metadata: {name: another}}";

        for (String outside : List.of(elsewhere, everywhere, another)) {
            assertThatThrownBy(() -> run(false, outside).refuseOutside())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(
                            "is not in namespace " + namespace + ", which is all that this step may write to");
        }
    }

    @Test
    void letsItsOwnNamespaceBeAmongTheManifests() throws ClusterException {
        String own = "{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}";

        run(false, own, service("web")).refuseOutside();

        assertThat(run(false, own, service("web")).plan()).hasSize(2);
    }

    @Test
    void namesWhatIsNotReadyYet() throws ClusterException {
        ApplyRun run = run(
                false,
                "{apiVersion: batch/v1, kind: Job, metadata: {name: load}, spec: {suspend: true, template: {spec:"
                        + " {restartPolicy: Never, containers: [{name: c, image: 'c:1'}]}}}}");

        assertThat(run.waiting(run.apply()).values()).containsExactly("is not complete");
    }
}
