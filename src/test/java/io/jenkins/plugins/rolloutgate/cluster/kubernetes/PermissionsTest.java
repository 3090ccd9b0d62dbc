package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore.Lease;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.testcluster.BlueGreenApplication;
import io.jenkins.plugins.rolloutgate.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private final TestCluster testCluster = TestCluster.shared();
    private final String namespace = testCluster.newNamespace();
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final Targets targets = new Targets(
            namespace, List.of("shop-blue", "shop-green"), List.of("shop-active", "shop-preview"), "rollout-gate-shop");

    @AfterEach
    void close() {
        clusters.close();
    }

    private KubernetesCluster restrictedTo(List<PolicyRule> rules) {
        return clusters.open(Accesses.of(testCluster.restrictedTo(namespace, rules.toArray(PolicyRule[]::new))));
    }

    private static List<PolicyRule> documented() throws IOException {
        return Serialization.unmarshal(Files.readString(Path.of("docs/rbac.yaml")), Role.class)
                .getRules();
    }

    @Test
    void shouldDoEverythingWithTheDocumentedRole() throws Exception {
        new BlueGreenApplication(namespace, "shop", "shop:1", 1).create(testCluster.client());
        KubernetesCluster cluster = restrictedTo(documented());

        try (Watching watching = new Watching(cluster, targets)) {
            Observation seen = watching.until(now -> now.readyEndpoints("shop-active") == 1);
            String pod = seen.pods().get(0).name();
            cluster.patch(targets.deployment("shop-green"), List.of(PatchOp.set("/spec/replicas", 1)));
            cluster.patch(targets.service("shop-active"), List.of(PatchOp.set("/spec/selector/version", "green")));
            Lease lease = cluster.put(
                    targets.leaseRef(), new Lease("release/a", "", Duration.ofSeconds(30), Map.of("note", "kept")));
            cluster.put(targets.leaseRef(), lease);

            assertThat(cluster.lease(targets.leaseRef())).isPresent();
            assertThat(cluster.read(targets.service("shop-active"))).isPresent();
            assertThat(cluster.warnings(namespace, pod)).isEmpty();
            watching.until(now -> now.readyEndpoints("shop-preview") == 1);
        }
    }

    @Test
    void shouldSayWhichPermissionIsMissing() throws Exception {
        List<PolicyRule> rules = documented().stream()
                .filter(rule -> !rule.getResources().contains("pods"))
                .toList();
        KubernetesCluster cluster = restrictedTo(rules);

        ClusterException denied = catchThrowableOfType(ClusterException.class, () -> cluster.observe(targets));

        assertThat(denied.problem()).isEqualTo(Problem.DENIED);
        assertThat(denied.getMessage())
                .startsWith("not allowed to list pods in namespace " + namespace + " as system:serviceaccount:"
                        + namespace + ":")
                .endsWith(": grant it with docs/rbac.yaml");
    }

    @Test
    void shouldNotReleasePastAutoscalersThatItMayNotSee() throws Exception {
        List<PolicyRule> rules = documented().stream()
                .filter(rule -> !rule.getResources().contains("horizontalpodautoscalers"))
                .toList();
        KubernetesCluster cluster = restrictedTo(rules);

        ClusterException denied = catchThrowableOfType(ClusterException.class, () -> cluster.observe(targets));

        assertThat(denied.problem()).isEqualTo(Problem.DENIED);
        assertThat(denied).hasMessageContaining("list horizontalpodautoscalers in namespace " + namespace);
    }

    @Test
    void shouldGoOnWithoutBudgetsThatItMayNotSee() throws Exception {
        List<PolicyRule> rules = documented().stream()
                .filter(rule -> !rule.getResources().contains("poddisruptionbudgets"))
                .toList();

        assertThat(restrictedTo(rules).observe(targets).budgets()).isEmpty();
    }

    @Test
    void shouldSeeAtOnceWhatWasGrantedAfterARefusal() throws Exception {
        KubernetesCluster cluster = restrictedTo(List.of());
        assertThatThrownBy(() -> cluster.observe(targets)).isInstanceOf(ClusterException.class);
        Role role = testCluster
                .client()
                .rbac()
                .roles()
                .inNamespace(namespace)
                .list()
                .getItems()
                .get(0);
        role.setRules(List.of(new PolicyRuleBuilder()
                .withApiGroups("*")
                .withResources("*")
                .withVerbs("*")
                .build()));
        testCluster.client().resource(role).update();

        try (Watching watching = new Watching(cluster, targets)) {
            assertThat(watching.untilBack().deployments()).isEmpty();
        }
    }

    @Test
    void shouldSayThatTheCredentialsAreNotAccepted() {
        var config = testCluster.restrictedTo(namespace);
        config.setOauthToken("expired");
        KubernetesCluster cluster = clusters.open(Accesses.of(config));

        ClusterException denied = catchThrowableOfType(ClusterException.class, () -> cluster.observe(targets));

        assertThat(denied.problem()).isEqualTo(Problem.DENIED);
        assertThat(denied).hasMessageEndingWith("renew the token or client certificate");
    }
}
