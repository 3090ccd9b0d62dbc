package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A canary release to be played through: the arguments of {@code canaryRollout}, by their names, and what it meets.
 *
 * @param seed of all that is left to chance, which is how many requests there are and which fail
 */
public record CanaryPlan(CanarySpec spec, Behaviour behaviour, long seed) {
    private static final Set<String> QUERIES = Set.of("query", "good", "bad", "total", "bucket");
    private static final Set<String> ARGUMENTS = Set.of(
            "namespace",
            "application",
            "image",
            "container",
            "stable",
            "canary",
            "service",
            "router",
            "route",
            "stableService",
            "canaryService",
            "phases",
            "interval",
            "timeout",
            "every",
            "tolerance",
            "objectives",
            "noProbe",
            "body",
            "from",
            "expires",
            "silence",
            "scaleDownDelay",
            "onFailure");

    /**
     * Reads a plan.
     *
     * @throws IllegalArgumentException in one line, naming the field that is wrong or missing
     */
    public static CanaryPlan read(JsonNode json) {
        Fields plan = Fields.of("", json, Set.of("canary", "behaviour", "seed"));
        if (!plan.has("canary")) {
            throw new IllegalArgumentException("canary is missing: write the arguments of the canary below it");
        }
        CanarySpec spec = arguments(Fields.of("canary", json.path("canary"), ARGUMENTS), json.at("/canary/objectives"))
                .spec(catalogue());
        Behaviour behaviour = Behaviour.read(json.path("behaviour"));
        for (Objective objective : spec.objectives()) {
            check(objective, behaviour);
        }
        return new CanaryPlan(spec, behaviour, plan.count("seed", 0, 1));
    }

    /** The same with another seed. */
    public CanaryPlan withSeed(long other) {
        return new CanaryPlan(spec, behaviour, other);
    }

    private static CanaryArguments arguments(Fields given, JsonNode objectives) {
        CanaryArguments arguments = new CanaryArguments()
                .cluster("simulated")
                .namespace(given.text("namespace", "default"))
                .application(given.text("application", ""))
                .image(given.text("image", "new"))
                .container(given.text("container", ""))
                .stable(given.text("stable", ""))
                .canary(given.text("canary", ""))
                .service(given.text("service", ""))
                .router(given.text("router", ""))
                .route(given.text("route", ""))
                .stableService(given.text("stableService", ""))
                .canaryService(given.text("canaryService", ""))
                .phases(String.join(", ", given.texts("phases")))
                .interval(given.text("interval", ""))
                .timeout(given.text("timeout", ""))
                .every(given.text("every", ""))
                .measured(true)
                .body(given.flag("body", false))
                .from(given.text("from", ""))
                .expires(given.text("expires", ""))
                .silence(given.text("silence", ""))
                .scaleDownDelay(given.text("scaleDownDelay", ""))
                .onFailure(given.text("onFailure", ""));
        if (given.has("tolerance")) {
            arguments.tolerance((double) given.count("tolerance", 0, 0));
        }
        for (JsonNode objective : objectives) {
            arguments.objective(objective.isObject() ? simulated(objective) : Map.of("objective", objective.asText()));
        }
        return given.flag("noProbe", false) ? arguments.noProbe() : arguments;
    }

    /** In the place of queries of its own stands what the simulated source understands. */
    private static Map<String, ?> simulated(JsonNode objective) {
        String text = objective.path("objective").asText();
        String name = objective.path("name").asText(text.replaceFirst("\\s*(<|>|=|≤|≥| in | within ).*", ""));
        Map<String, String> arguments = new TreeMap<>();
        objective
                .properties()
                .forEach(one -> arguments.put(
                        one.getKey(),
                        QUERIES.contains(one.getKey())
                                ? SimulatedSource.query(one.getKey().replace("query", "value"), name)
                                : one.getValue().asText()));
        arguments.remove("unit");
        return arguments;
    }

    /** The usual names, answered by the simulated source. */
    private static QueryCatalogue catalogue() {
        QueryCatalogue usual = QueryCatalogue.builtIn();
        QueryCatalogue catalogue = usual;
        for (String name : usual.names()) {
            Indicator found = usual.find(name).orElseThrow();
            Map<String, String> queries = new TreeMap<>();
            found.queries().keySet().forEach(role -> queries.put(role, SimulatedSource.query(role, name)));
            catalogue = catalogue.with(name, new Indicator(found.source(), found.kind(), queries, found.unit(), 1));
        }
        return catalogue;
    }

    private static void check(Objective objective, Behaviour behaviour) {
        String name = SimulatedSource.name(objective.indicator());
        boolean described = objective.indicator().kind() == Kind.HISTOGRAM
                || objective.indicator().kind() == Kind.RATE
                || SimulatedSource.USUAL.contains(name)
                || behaviour.canary().first().values().containsKey(name);
        if (!described) {
            throw new IllegalArgumentException("objective '" + objective.text() + "' is about " + name
                    + ", which is not described: add it below behaviour.stable.values");
        }
        if (!objective.baseline().isEmpty() && !objective.baseline().equals("stable")) {
            throw new IllegalArgumentException("objective '" + objective.text() + "' is relative to baseline "
                    + objective.baseline() + ", which is not simulated: compare with stable");
        }
    }
}
