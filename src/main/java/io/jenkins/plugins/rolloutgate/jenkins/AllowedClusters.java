package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.model.Item;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The administrator's clusters as the jobs of a folder see them: an entry without an allowance for the folder does not
 * exist for them, not even by name.
 */
record AllowedClusters(List<KubernetesCluster> clusters) {

    static AllowedClusters configured() {
        return new AllowedClusters(RolloutGateConfiguration.get().getClusters());
    }

    /** Full name of what the item is in; empty at the top level. */
    static String folderOf(Item item) {
        return item == null ? "" : item.getParent().getFullName();
    }

    List<String> namesFor(String folder) {
        return visible(folder).stream().map(KubernetesCluster::getName).toList();
    }

    private List<KubernetesCluster> visible(String folder) {
        return clusters.stream().filter(cluster -> cluster.covers(folder)).toList();
    }

    /**
     * The entry that a job may use.
     *
     * @param name empty for the only one that the folder may use
     * @throws AbortException if it may not, in one line
     */
    KubernetesCluster choose(String folder, String name, String namespace) throws AbortException {
        Optional<String> refusal = refusal(folder, name, namespace);
        if (refusal.isPresent()) {
            throw new AbortException(refusal.get());
        }
        return RolloutGateConfiguration.cluster(visible(folder), name).orElseThrow();
    }

    /** The namespace that the folder may use of a cluster, if there is exactly one. */
    Optional<String> onlyNamespace(String folder, String name) {
        Set<String> allowed = RolloutGateConfiguration.cluster(visible(folder), name).stream()
                .flatMap(cluster -> cluster.namespacesFor(folder).stream())
                .collect(Collectors.toSet());
        return allowed.size() == 1 && !allowed.contains(NamespaceRule.ANY)
                ? allowed.stream().findFirst()
                : Optional.empty();
    }

    /** Why jobs of the folder may not use the namespace; empty if they may. */
    Optional<String> refusal(String folder, String name, String namespace) {
        List<KubernetesCluster> visible = visible(folder);
        Optional<KubernetesCluster> chosen = RolloutGateConfiguration.cluster(visible, name);
        String who = folder.isEmpty() ? "jobs outside any folder" : "jobs in folder " + folder;
        if (chosen.isEmpty() && Text.trim(name).isEmpty() && !visible.isEmpty()) {
            return Optional.of("cluster is missing: name one of " + String.join(", ", namesFor(folder)));
        }
        if (chosen.isEmpty()) {
            String what = Text.trim(name).isEmpty() ? "a cluster" : "cluster " + Text.trim(name);
            return Optional.of(who + " may not use " + what + askFor("the folder and its namespaces"));
        }
        return chosen.get().mayUse(folder, Text.trim(namespace))
                ? Optional.empty()
                : Optional.of(who + " may not use namespace " + Text.trim(namespace) + " of cluster "
                        + chosen.get().getName() + askFor("it"));
    }

    private static String askFor(String what) {
        return ": an administrator can allow " + what + " under Manage Jenkins, System, Rollout Gate";
    }
}
