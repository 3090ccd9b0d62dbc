package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One file of a kubeconfig as it is written. Reading it here first gives errors that name the file, and never quote from it: its lines hold
 * tokens and keys, which the parsers' own messages show.
 */
record KubeconfigFile(Path path, Config content) {
    private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is no kubeconfig; the message is one line
     */
    static KubeconfigFile read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            Config content = new KubernetesSerialization().unmarshal(in, Config.class);
            if (content == null) {
                throw unreadable(path, "it is empty");
            }
            return new KubeconfigFile(path, content);
        } catch (AccessDeniedException e) {
            throw unreadable(path, "no permission to read it");
        } catch (IOException e) {
            throw unreadable(path, Failures.line(String.valueOf(e.getMessage())));
        } catch (UnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unreadable(path, reason(e));
        }
    }

    /** Its cause is left away on purpose. */
    private static final class UnreadableException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    private static UnreadableException unreadable(Path path, String reason) {
        return new UnreadableException("cannot read the kubeconfig " + path + ": " + reason);
    }

    private static String reason(RuntimeException problem) {
        Throwable root = Failures.root(problem);
        if (root instanceof JsonMappingException wrong && !wrong.getPath().isEmpty()) {
            return wrong.getPath().stream()
                            .map(JsonMappingException.Reference::getFieldName)
                            .filter(name -> name != null)
                            .collect(Collectors.joining("."))
                    + " is not of the kind that a kubeconfig has there";
        }
        Matcher line = LINE.matcher(String.valueOf(root.getMessage()));
        String last = "";
        while (line.find()) {
            last = " in line " + line.group(1);
        }
        return "it is no kubeconfig, or no YAML" + last;
    }

    Optional<Context> context(String name) {
        return named(content.getContexts(), NamedContext::getName, name).map(NamedContext::getContext);
    }

    Optional<Cluster> cluster(String name) {
        return named(content.getClusters(), NamedCluster::getName, name).map(NamedCluster::getCluster);
    }

    Optional<AuthInfo> user(String name) {
        return named(content.getUsers(), NamedAuthInfo::getName, name).map(NamedAuthInfo::getUser);
    }

    private static <T> Optional<T> named(List<T> list, Function<T, String> nameOf, String name) {
        return Stream.ofNullable(list)
                .flatMap(List::stream)
                .filter(one -> one != null && name.equals(nameOf.apply(one)))
                .findFirst();
    }

    /** What a path in the file means: a relative one begins in the folder of the file. */
    Path resolve(String other) {
        return path.toAbsolutePath().resolveSibling(other);
    }
}
