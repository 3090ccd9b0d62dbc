package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The arguments of a verification of objectives alone, complete and checked; it moves no traffic.
 *
 * @param application what is verified, for people
 * @param variables what the queries are filled in with, such as {@code namespace} and {@code deployment}
 * @param during how long the objectives must be met, by observed time
 * @param every time between two looks
 * @param capture name under which what was measured is kept as a baseline; empty for none
 */
public record VerifySpec(
        String cluster,
        String namespace,
        String application,
        Map<String, String> variables,
        List<Objective> objectives,
        Duration during,
        Duration every,
        String capture)
        implements ReleaseSpec {
    public static final String STRATEGY = "verify-slo";

    /** The only phase of its record. */
    public static final int PHASE = 0;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the argument that is wrong
     */
    public VerifySpec {
        objectives = List.copyOf(objectives);
        variables = Map.copyOf(variables);
        SpecChecks.require(
                !objectives.isEmpty(), "objectives are missing: name at least one, such as 'error rate < 1%'");
        SpecChecks.require(
                capture.isEmpty() || capture.matches("[A-Za-z][A-Za-z0-9._-]{0,62}"),
                "name '" + capture
                        + "' of a baseline must begin with a letter and hold letters, digits and . _ - only");
        SpecChecks.require(
                !capture.equals(Objective.STABLE),
                "name " + capture + " is taken by what is measured at the same time");
        SpecChecks.require(
                capture.isEmpty() || every.compareTo(during) <= 0,
                "every must be at most during, so that a baseline has two looks at least");
        SpecChecks.require(!during.isNegative(), "during must not be negative");
        SpecChecks.atMost("during", during);
        SpecChecks.require(
                every.compareTo(Duration.ofSeconds(1)) >= 0, "every must be at least 1 s, the time between two looks");
        SpecChecks.atMost("every", every);
        for (Objective objective : objectives) {
            SpecChecks.require(
                    // One look, at the report of a tool, has no window to cover.
                    during.isZero() || objective.window().compareTo(during) <= 0,
                    "objective '" + objective.name() + "' has a window of " + Durations.text(objective.window())
                            + ", longer than during, " + Durations.text(during)
                            + ": it could never be told; shorten the window");
        }
    }

    /** Whether what is measured is kept as a baseline. */
    @JsonIgnore
    public boolean isCapture() {
        return !capture.isEmpty();
    }

    /** What ids of releases begin with that capture a baseline; lower case, as all ids are. */
    public static String idOf(String name) {
        return "baseline-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    }

    @Override
    @JsonIgnore
    public String idPrefix() {
        return isCapture() ? idOf(capture) : application;
    }

    @Override
    @JsonIgnore
    public String image() {
        return "";
    }

    @Override
    @JsonIgnore
    public String strategyName() {
        return STRATEGY;
    }

    @Override
    @JsonIgnore
    public Targets targets() {
        return new Targets(namespace, List.of(), List.of(), "");
    }

    @Override
    @JsonIgnore
    public Strategy strategy() {
        return new VerifyStrategy(this);
    }

    /** Nothing of it is in the cluster. */
    @Override
    public void adopt(String release, JsonNode baseline, Observation seen, ObjectNode into) {
        into.putArray("done");
    }

    @Override
    public Check check(Observation seen) {
        return new Check(List.of(), GivenObjectives.warnings(objectives));
    }
}
