package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds a cluster like {@code kubectl} does: the files of {@code KUBECONFIG}, else {@code ~/.kube/config}, else the
 * cluster in whose pod this process runs.
 *
 * <p>For shells only: a kubeconfig can name commands, which are then run to get credentials.
 */
public final class Kubeconfig {
    private final Config config;
    private final Optional<String> context;

    private Kubeconfig(Config config, Optional<String> context) {
        this.config = config;
        this.context = context;
    }

    /**
     * Reads the files, and runs what they say to get credentials.
     *
     * @param context the current one when empty
     * @throws IllegalArgumentException if there is no such context, or no cluster at all; the message is one line
     */
    public static Kubeconfig load(Optional<String> context) {
        Collection<String> files = Config.getKubeconfigFilenames();
        if (files.stream().noneMatch(file -> new File(file).isFile())) {
            return withoutFile(context, String.join(File.pathSeparator, files));
        }
        Config config = read(context);
        List<String> contexts = config.getContexts().stream()
                .map(NamedContext::getName)
                .sorted()
                .toList();
        if (context.isPresent() && !contexts.contains(context.get())) {
            throw new IllegalArgumentException(
                    "no context " + context.get() + " in the kubeconfig: choose one of " + String.join(", ", contexts));
        }
        if (config.getCurrentContext() == null) {
            throw new IllegalArgumentException(
                    "the kubeconfig has no current context: choose one with --context: " + String.join(", ", contexts));
        }
        return new Kubeconfig(config, context);
    }

    private static Kubeconfig withoutFile(Optional<String> context, String files) {
        boolean inPod = System.getenv("KUBERNETES_SERVICE_HOST") != null;
        if (context.isPresent() || !inPod) {
            throw new IllegalArgumentException("no kubeconfig at " + files + ": set KUBECONFIG");
        }
        return new Kubeconfig(read(context), context);
    }

    private static Config read(Optional<String> context) {
        try {
            return Config.autoConfigure(context.orElse(null));
        } catch (KubernetesClientException e) {
            throw new IllegalArgumentException(
                    "cannot read the kubeconfig " + String.join(File.pathSeparator, Config.getKubeconfigFilenames())
                            + ": " + Failures.line(Failures.root(e).getMessage()),
                    e);
        }
    }

    public ClusterAccess access() {
        config.setConnectionTimeout((int) ClusterAccess.CONNECT_TIMEOUT.toMillis());
        config.setRequestTimeout((int) ClusterAccess.REQUEST_TIMEOUT.toMillis());
        return ClusterAccess.of(fixed(config), List.of("kubeconfig", context, Config.getKubeconfigFilenames()));
    }

    /** Without a token there is nothing to renew, and the client would read the files again for every request. */
    private static Config fixed(Config config) {
        return config.getAutoOAuthToken() != null || config.getAuthProvider() != null
                ? config
                : new ConfigBuilder(config)
                        .withAutoConfigure(false)
                        .withCurrentContext(null)
                        .build();
    }

    /** The namespace of the context, {@code default} if it names none. */
    public String namespace() {
        return Optional.ofNullable(config.getNamespace()).orElse("default");
    }
}
