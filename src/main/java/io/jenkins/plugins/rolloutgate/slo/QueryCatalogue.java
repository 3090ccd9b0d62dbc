package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The named queries that short objectives are bound to: from a name such as {@code error rate} or
 * {@code latency (cache)} to its indicator. A percentile such as {@code p95 (cache)} is taken from an entry of that very
 * name, else from the histogram {@code latency (cache)}. Immutable.
 */
public final class QueryCatalogue {
    /** Names of the sources that the built-in queries are for. */
    public static final String PROMETHEUS = "prometheus";

    public static final String KUBERNETES = "kubernetes";

    public static final String K6 = "k6";

    public static final String JUNIT = "junit";

    private static final String LATENCY = "latency";

    /** The pods of one Deployment: its name, the hash of the pod template and five characters. */
    private static final String PODS = "namespace=\"{{namespace}}\",pod=~\"{{deployment}}-[a-z0-9]{1,10}-[a-z0-9]{5}\"";
    /** Without the sums over whole pods that cAdvisor also has. */
    private static final String CONTAINERS = PODS + ",container!=\"\",container!=\"POD\"";

    private final Map<String, Indicator> entries;

    private QueryCatalogue(Map<String, Indicator> entries) {
        this.entries = entries;
    }

    public static QueryCatalogue empty() {
        return new QueryCatalogue(Map.of());
    }

    /**
     * Queries for the metric names that most services have: {@code http_requests_total} with label {@code code},
     * {@code http_request_duration_seconds_bucket}, Micrometer's {@code cache_gets_total}, and cAdvisor's for CPU and
     * memory.
     */
    public static QueryCatalogue builtIn() {
        String requests = "sum by (pod) (http_requests_total{" + PODS + "})";
        return empty().with(
                        "error rate",
                        ratio("bad", "sum by (pod) (http_requests_total{" + PODS + ",code=~\"5..\"})", requests))
                .with(
                        "availability",
                        ratio("good", "sum by (pod) (http_requests_total{" + PODS + ",code!~\"5..\"})", requests))
                .with(
                        "cache hit rate",
                        ratio(
                                "good",
                                "sum by (pod) (cache_gets_total{" + PODS + ",result=\"hit\"})",
                                "sum by (pod) (cache_gets_total{" + PODS + "})"))
                .with(LATENCY, buckets(PODS))
                .with(LATENCY + " (cache)", buckets(PODS + ",cache=\"hit\""))
                .with("throughput", prometheus(Kind.RATE, Map.of("total", requests), Unit.PER_SECOND))
                .with("cpu", value("sum(" + cpu() + ") / sum(" + cpuLimit() + ")", Unit.RATIO))
                .with("cpu per pod", value("max(sum by (pod) (" + cpu() + "))", Unit.CORES))
                .with("memory", value("sum(" + memory() + ") / sum(" + memoryLimit() + ")", Unit.RATIO))
                .with("memory per pod", value("max(sum by (pod) (" + memory() + "))", Unit.BYTES))
                .with("cpu (kubernetes)", kubernetes("cpu / limits", Unit.RATIO))
                .with("cpu per pod (kubernetes)", kubernetes("max cpu", Unit.CORES))
                .with("memory (kubernetes)", kubernetes("memory / limits", Unit.RATIO))
                .with("memory per pod (kubernetes)", kubernetes("max memory", Unit.BYTES))
                .with("restarts", kubernetes("restarts", Unit.NUMBER))
                .with("warnings", kubernetes("warnings", Unit.NUMBER))
                .with("error lines", kubernetes("error lines", Unit.NUMBER))
                .with("error rate (k6)", k6("http_req_failed.rate", Unit.RATIO, 1))
                .with("checks (k6)", k6("checks.rate", Unit.RATIO, 1))
                .with("p90 (k6)", k6("http_req_duration.p(90)", Unit.SECONDS, 0.001))
                .with("p95 (k6)", k6("http_req_duration.p(95)", Unit.SECONDS, 0.001))
                .with("p99 (k6)", k6("http_req_duration.p(99)", Unit.SECONDS, 0.001))
                .with("throughput (k6)", k6("http_reqs.rate", Unit.PER_SECOND, 1))
                .with("tests (junit)", junit("tests"))
                .with("failures (junit)", junit("failures"))
                .with("errors (junit)", junit("errors"))
                .with("skipped (junit)", junit("skipped"));
    }

    private static String cpu() {
        return "rate(container_cpu_usage_seconds_total{" + CONTAINERS + "}[{{window}}])";
    }

    private static String cpuLimit() {
        return "container_spec_cpu_quota{" + CONTAINERS + "} / container_spec_cpu_period{" + CONTAINERS + "}";
    }

    private static String memory() {
        return "container_memory_working_set_bytes{" + CONTAINERS + "}";
    }

    private static String memoryLimit() {
        return "container_spec_memory_limit_bytes{" + CONTAINERS + "} > 0";
    }

    private static Indicator ratio(String role, String counted, String total) {
        return prometheus(Kind.RATIO, Map.of(role, counted, "total", total), Unit.RATIO);
    }

    private static Indicator buckets(String labels) {
        return prometheus(
                Kind.HISTOGRAM,
                Map.of("bucket", "sum by (pod, le) (http_request_duration_seconds_bucket{" + labels + "})"),
                Unit.SECONDS);
    }

    private static Indicator value(String query, Unit unit) {
        return prometheus(Kind.VALUE, Map.of("value", query), unit);
    }

    private static Indicator prometheus(Kind kind, Map<String, String> queries, Unit unit) {
        return new Indicator(PROMETHEUS, kind, queries, unit, 1);
    }

    /** Asked for one Deployment; the word order is the one of that source's own language. */
    private static Indicator kubernetes(String words, Unit unit) {
        return new Indicator(
                KUBERNETES, Kind.VALUE, Map.of("value", words + " of {{namespace}}/{{deployment}}"), unit, 1);
    }

    private static Indicator k6(String query, Unit unit, double scale) {
        return new Indicator(K6, Kind.VALUE, Map.of("value", query), unit, scale);
    }

    private static Indicator junit(String query) {
        return new Indicator(JUNIT, Kind.VALUE, Map.of("value", query), Unit.NUMBER, 1);
    }

    /** This catalogue with one entry more, or with another one of that name. */
    public QueryCatalogue with(String name, Indicator indicator) {
        Map<String, Indicator> all = new TreeMap<>(entries);
        all.put(ShortForm.fold(name), indicator);
        return new QueryCatalogue(all);
    }

    /** All names, as an objective writes them. */
    public Set<String> names() {
        return new TreeSet<>(entries.keySet());
    }

    /** The indicator that a name stands for, in any case and with any spaces. */
    public Optional<Indicator> find(String name) {
        String folded = ShortForm.fold(name);
        Indicator found = entries.get(folded);
        if (found == null && ShortForm.quantile(folded).isPresent()) {
            found = entries.get(folded.replaceFirst("^p[\\d.]+", LATENCY));
        }
        return Optional.ofNullable(found);
    }

    /**
     * The indicator that a name stands for.
     *
     * @throws IllegalArgumentException in one line that lists the names there are
     */
    Indicator get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown indicator '" + name + "': known are "
                        + String.join(", ", names()) + "; a percentile such as p95 is of latency"));
    }
}
