package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KubernetesClusterTest {

    @Test
    void survivesBeingSavedAndLoaded() {
        KubernetesCluster cluster = production();

        KubernetesCluster loaded = JenkinsXStream.roundTrip(cluster);

        assertThat(loaded).usingRecursiveComparison().isEqualTo(cluster);
    }

    @Test
    void letsTheAllowedFoldersUseTheirNamespaces() {
        KubernetesCluster cluster = production();

        assertThat(cluster.mayUse("team/shop", "shop")).isTrue();
        assertThat(cluster.mayUse("team/shop", "kube-system")).isFalse();
        assertThat(cluster.mayUse("team/other", "shop")).isFalse();
    }

    @Test
    void letsNobodyUseItWithoutAllowances() {
        KubernetesCluster cluster = new KubernetesCluster("production");

        assertThat(cluster.mayUse("team/shop", "shop")).isFalse();
        assertThat(cluster.mayUse("", "shop")).isFalse();
    }

    @Test
    void isFoundByItsName() {
        List<KubernetesCluster> clusters = List.of(production(), new KubernetesCluster("staging"));

        assertThat(RolloutGateConfiguration.cluster(clusters, "staging")).contains(clusters.get(1));
        assertThat(RolloutGateConfiguration.cluster(clusters, "Staging")).isEmpty();
    }

    @Test
    void isFoundWithoutANameOnlyWhenItIsTheOnlyOne() {
        List<KubernetesCluster> one = List.of(production());
        List<KubernetesCluster> two = List.of(production(), new KubernetesCluster("staging"));

        assertThat(RolloutGateConfiguration.cluster(one, "")).contains(one.get(0));
        assertThat(RolloutGateConfiguration.cluster(two, "")).isEmpty();
        assertThat(RolloutGateConfiguration.cluster(List.of(), null)).isEmpty();
    }

    private static KubernetesCluster production() {
        KubernetesCluster cluster = new KubernetesCluster(" production ");
        cluster.setServerUrl("https://10.0.0.1:6443");
        cluster.setCaCertificate("-----BEGIN CERTIFICATE-----");
        cluster.setCredentialsId("deployer");
        cluster.setAllowances(List.of(new FolderAllowance("team/shop", "shop shop-staging")));
        return cluster;
    }
}
