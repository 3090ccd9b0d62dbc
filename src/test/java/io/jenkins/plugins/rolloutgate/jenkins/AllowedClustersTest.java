package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedClustersTest {

    private final AllowedClusters clusters = new AllowedClusters(List.of(
            cluster("east", "team/shop", "shop"), cluster("west", "team", "shop"), cluster("nobody", "team/shop", "")));

    @Test
    void aFolderSeesOnlyTheClustersThatItMayUse() {
        assertThat(clusters.namesFor("team/shop")).containsExactly("east", "west");
        assertThat(clusters.namesFor("team/web")).containsExactly("west");
        assertThat(clusters.namesFor("")).isEmpty();
    }

    @Test
    void theOnlyClusterNeedsNoName() throws Exception {
        assertThat(clusters.choose("team/web", "", "shop").getName()).isEqualTo("west");
    }

    @Test
    void aNameIsNeededWhereThereAreSeveral() {
        assertThat(clusters.refusal("team/shop", "", "shop")).hasValue("cluster is missing: name one of east, west");
    }

    @Test
    void anotherFoldersClusterLooksLikeOneThatDoesNotExist() {
        String refusal = clusters.refusal("team/web", "east", "shop").orElseThrow();

        assertThat(refusal).startsWith("jobs in folder team/web may not use cluster east: ");
        assertThat(clusters.refusal("team/web", "none", "shop"))
                .hasValue(refusal.replace("cluster east", "cluster none"));
    }

    @Test
    void anotherNamespaceIsRefused() {
        assertThat(clusters.refusal("team/shop", "east", "kube-system"))
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .startsWith("jobs in folder team/shop may not use namespace kube-system of cluster east"));
        assertThat(clusters.refusal("team/shop", "east", "")).isPresent();
    }

    @Test
    void nobodyMayUseAClusterWithoutAllowances() {
        AllowedClusters none = new AllowedClusters(List.of(new KubernetesCluster("east")));

        assertThat(none.refusal("", "", "shop"))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal).startsWith("jobs outside any folder may not use a cluster"));
    }

    private static KubernetesCluster cluster(String name, String folder, String namespaces) {
        KubernetesCluster cluster = new KubernetesCluster(name);
        cluster.setAllowances(List.of(new FolderAllowance(folder, namespaces)));
        return cluster;
    }
}
