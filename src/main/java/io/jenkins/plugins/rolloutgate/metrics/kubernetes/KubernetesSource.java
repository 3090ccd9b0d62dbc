package io.jenkins.plugins.rolloutgate.metrics.kubernetes;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.PodAccess;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage.Container;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage.Usage;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Kubernetes API knows of the pods of one Deployment, in words: {@code cpu of NAMESPACE/DEPLOYMENT}, and in its
 * place {@code memory}, {@code max cpu} for the largest pod, {@code cpu / requests} or {@code cpu / limits} for the share of
 * it that is used, {@code restarts}, {@code warnings} (of the newest five events of each pod) and {@code error lines} (of the
 * last 500 lines of each container's log). CPU is in cores, memory in bytes. Thread-safe.
 */
public final class KubernetesSource implements MetricSource {
    private static final Pattern QUERY = Pattern.compile(
            "(?:(?<max>max )?(?<resource>cpu|memory)(?: ?/ ?(?<of>requests|limits))?|(?<count>restarts|warnings|error lines))"
                    + " of (?<namespace>[a-z0-9-]+)/(?<deployment>[a-z0-9.-]+)");

    private static final Pattern ERROR =
            Pattern.compile("\\b(error|fatal|panic|severe)\\b|Exception", Pattern.CASE_INSENSITIVE);
    private static final int LOG_LINES = 500;

    private final String name;
    private final PodUsage usage;
    private final PodAccess pods;
    private final InstantSource clock;

    /**
     * A source of a name.
     *
     * @param name as it is configured, for people
     * @param clock the API tells no time with its answers
     */
    public KubernetesSource(String name, PodUsage usage, PodAccess pods, InstantSource clock) {
        this.name = name;
        this.usage = usage;
        this.pods = pods;
        this.clock = clock;
    }

    @Override
    public List<Series> query(String query) throws MetricException {
        Matcher words = QUERY.matcher(query.strip().replaceAll("\\s+", " "));
        if (!words.matches()) {
            throw new MetricException("metric source " + name + ": '" + query
                    + "' is not understood: write [max] cpu or memory [/ requests or / limits], restarts, warnings,"
                    + " or error lines, of NAMESPACE/DEPLOYMENT");
        }
        String namespace = words.group("namespace");
        try {
            List<Usage> found = usage.usage(namespace, words.group("deployment"));
            if (found.isEmpty()) {
                return List.of();
            }
            OptionalDouble value = words.group("count") == null
                    ? resource(found, words.group("resource"), words.group("of"), words.group("max") != null)
                    : OptionalDouble.of(count(found, words.group("count"), namespace));
            double now = clock.instant().toEpochMilli() / 1000.0;
            return value.isPresent() ? List.of(new Series(Map.of(), value.getAsDouble(), now)) : List.of();
        } catch (ClusterException e) {
            throw new MetricException("metric source " + name + ": " + e.getMessage(), e);
        }
    }

    private static OptionalDouble resource(List<Usage> pods, String resource, String of, boolean largest) {
        if (!largest) {
            return share(pods.stream().flatMap(pod -> pod.containers().stream()).toList(), resource, of);
        }
        double most = -1;
        for (Usage pod : pods) {
            OptionalDouble its = share(pod.containers(), resource, of);
            if (its.isEmpty()) {
                return its;
            }
            most = Math.max(most, its.getAsDouble());
        }
        return OptionalDouble.of(most);
    }

    /** Nothing as long as one container has no number: what is left would look healthier than it is. */
    private static OptionalDouble share(List<Container> containers, String resource, String of) {
        double used = 0;
        double allowed = 0;
        for (Container container : containers) {
            Map<String, Double> allowance = "requests".equals(of) ? container.requests() : container.limits();
            if (!container.used().containsKey(resource) || (of != null && !allowance.containsKey(resource))) {
                return OptionalDouble.empty();
            }
            used += container.used().get(resource);
            allowed += of == null ? 0 : allowance.get(resource);
        }
        if (of == null) {
            return OptionalDouble.of(used);
        }
        return allowed > 0 ? OptionalDouble.of(used / allowed) : OptionalDouble.empty();
    }

    private double count(List<Usage> found, String what, String namespace) throws ClusterException {
        double sum = 0;
        for (Usage pod : found) {
            sum += switch (what) {
                case "restarts" -> pod.restarts();
                case "warnings" -> pods.warnings(namespace, pod.pod()).size();
                default -> errorLines(namespace, pod);
            };
        }
        return sum;
    }

    private long errorLines(String namespace, Usage pod) throws ClusterException {
        long lines = 0;
        for (Container container : pod.containers()) {
            lines += pods.log(namespace, pod.pod(), container.name(), false, LOG_LINES).stream()
                    .filter(line -> ERROR.matcher(line).find())
                    .count();
        }
        return lines;
    }
}
