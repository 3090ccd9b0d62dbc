package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.kubernetes.Kubeconfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster, by the usual rules of a kubeconfig. */
final class ClusterOptions {
    @Option(
            names = {"--context", "--cluster"},
            paramLabel = "NAME",
            description = "Context of the kubeconfig; the current one by default.")
    String context;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Instead of $KUBECONFIG and ~/.kube/config.")
    Path kubeconfig;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The namespace of the context by default.")
    String namespace;

    OpenCluster open() {
        return open(Optional.ofNullable(context));
    }

    /** Opens another context than the one that was asked for, where none was. */
    OpenCluster openOr(String other) {
        return open(Optional.ofNullable(context).or(() -> Optional.of(other)).filter(name -> !name.isEmpty()));
    }

    private OpenCluster open(Optional<String> name) {
        Kubeconfig found = Kubeconfig.load(Optional.ofNullable(kubeconfig), name);
        return OpenCluster.open(found.access(), found.context(), namespace == null ? found.namespace() : namespace);
    }
}
