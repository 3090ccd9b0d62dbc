package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a cluster like {@code kubectl} does: a file that is named, else the files of {@code KUBECONFIG}, else {@code ~/.kube/config}, else the
 * cluster in whose pod this process runs.
 *
 * <p>For shells only: a kubeconfig can name commands, which are then run to get credentials.
 */
public final class Kubeconfig {
    private final Config config;
    private final List<Object> identity;

    private Kubeconfig(Config config, Object... identity) {
        this.config = config;
        this.identity = List.of(identity);
    }

    /**
     * Reads the files, and runs what they say to get credentials.
     *
     * @param file the usual ones when empty
     * @param context the current one when empty
     * @throws IllegalArgumentException if there is no such context, or no cluster at all; the message is one line
     */
    public static Kubeconfig load(Optional<Path> file, Optional<String> context) {
        Collection<String> files = files(file);
        if (files.stream().noneMatch(name -> new File(name).isFile())) {
            return withoutFile(file, context, String.join(File.pathSeparator, files));
        }
        boolean runsCommand = new KubeconfigCheck(files.stream()
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .map(KubeconfigFile::read)
                        .toList())
                .check(context);
        Config config = read(file, context);
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
        if (runsCommand && config.getAutoOAuthToken() == null && config.getClientCertData() == null) {
            // The client would go on without credentials.
            throw new IllegalArgumentException(named(files) + ": the command of user "
                    + config.getCurrentContext().getContext().getUser() + " gave no credentials: try it by hand");
        }
        return new Kubeconfig(config, "kubeconfig", context, List.copyOf(files));
    }

    private static Collection<String> files(Optional<Path> file) {
        return file.map(Path::toString)
                .or(() -> ofMissingHome(System.getenv()))
                .<Collection<String>>map(List::of)
                .orElseGet(Config::getKubeconfigFilenames);
    }

    /** Where {@code HOME} does not exist, the client takes another home of the same user, and so perhaps another cluster. */
    static Optional<String> ofMissingHome(Map<String, String> env) {
        String home = env.getOrDefault("HOME", "");
        boolean isNamed = !env.getOrDefault("KUBECONFIG", "").isEmpty() || System.getProperty("kubeconfig") != null;
        return isNamed || home.isEmpty() || Files.isDirectory(Path.of(home))
                ? Optional.empty()
                : Optional.of(Path.of(home, ".kube", "config").toString());
    }

    private static Kubeconfig withoutFile(Optional<Path> file, Optional<String> context, String files) {
        boolean inPod = System.getenv("KUBERNETES_SERVICE_HOST") != null;
        if (file.isPresent() || context.isPresent() || !inPod) {
            throw new IllegalArgumentException(
                    "no kubeconfig at " + files + ": name one with --kubeconfig or KUBECONFIG");
        }
        return new Kubeconfig(read(file, context), "in cluster");
    }

    private static Config read(Optional<Path> file, Optional<String> context) {
        try {
            return file.isPresent()
                    ? Config.fromKubeconfig(context.orElse(null), file.get().toFile())
                    : Config.autoConfigure(context.orElse(null));
        } catch (RuntimeException e) {
            // Every part that was looked at before is right; no cause, as it could quote from the file.
            throw new IllegalArgumentException("cannot use the " + named(files(file)) + ": it is no kubeconfig");
        }
    }

    private static String named(Collection<String> files) {
        return "kubeconfig " + String.join(File.pathSeparator, files);
    }

    public ClusterAccess access() {
        config.setConnectionTimeout((int) ClusterAccess.CONNECT_TIMEOUT.toMillis());
        config.setRequestTimeout((int) ClusterAccess.REQUEST_TIMEOUT.toMillis());
        return ClusterAccess.of(fixed(config), identity);
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

    /** The name of the context, or the API server's address where there is none. */
    public String context() {
        return Optional.ofNullable(config.getCurrentContext())
                .map(NamedContext::getName)
                .orElse(config.getMasterUrl());
    }

    /** The namespace of the context, {@code default} if it names none. */
    public String namespace() {
        return Optional.ofNullable(config.getNamespace()).orElse("default");
    }
}
