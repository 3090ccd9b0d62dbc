package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveArguments;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.sequential.AlphaShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arguments of a verification as people give them, in a Jenkinsfile or in a shell, and what holds where they say
 * nothing. Null and blank text mean "not given". Not thread-safe.
 */
public final class VerifyArguments {
    /** A short verification has some looks, a long one not too many. */
    private static final int LOOKS = 20;

    private static final Duration MOST_OFTEN = Duration.ofSeconds(1);
    private static final Duration LEAST_OFTEN = Duration.ofMinutes(1);

    private final List<Map<String, ?>> objectives = new ArrayList<>();
    private String cluster = "";
    private String namespace = "default";
    private String application = "";
    private String deployment = "";
    private String service = "";
    private String during = "";
    private String every = "";
    private String capture = "";

    /** Name of the cluster, for people. */
    public VerifyArguments cluster(String value) {
        cluster = Given.or(value, cluster);
        return this;
    }

    public VerifyArguments namespace(String value) {
        namespace = Given.or(value, namespace);
        return this;
    }

    public VerifyArguments application(String value) {
        application = Given.or(value, application);
        return this;
    }

    public VerifyArguments deployment(String value) {
        deployment = Given.or(value, deployment);
        return this;
    }

    public VerifyArguments service(String value) {
        service = Given.or(value, service);
        return this;
    }

    public VerifyArguments during(String value) {
        during = Given.or(value, during);
        return this;
    }

    public VerifyArguments every(String value) {
        every = Given.or(value, every);
        return this;
    }

    /** Name under which the measurements are kept as a baseline. */
    public VerifyArguments capture(String value) {
        capture = Given.or(value, capture);
        return this;
    }

    /** Adds an objective, by the names of {@link ObjectiveArguments}. */
    public VerifyArguments objective(Map<String, ?> value) {
        objectives.add(value);
        return this;
    }

    /**
     * The complete arguments.
     *
     * @param catalogue what the names of objectives are looked up in
     * @throws IllegalArgumentException naming the argument that is wrong or missing, in one line
     */
    public VerifySpec spec(QueryCatalogue catalogue) {
        List<Objective> given = objectives.stream()
                .map(map -> ObjectiveArguments.of(map)
                        .window(map.containsKey("window") ? "" : window())
                        .objective(catalogue))
                .toList();
        List<Objective> complete = AlphaShare.over(GivenObjectives.checked(given), 1);
        Duration whole = during.isEmpty()
                ? complete.stream()
                        .map(Objective::window)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO)
                : Given.duration("during", during);
        String name = Given.or(application, Given.or(deployment, "verification"));
        SpecChecks.name("namespace", namespace);
        Map<String, String> variables = Map.of(
                "namespace",
                namespace,
                "application",
                name,
                "deployment",
                Given.or(deployment, name),
                "service",
                Given.or(service, name));
        new TreeMap<>(variables).forEach(SpecChecks::word);
        return new VerifySpec(
                cluster,
                namespace,
                name,
                variables,
                complete,
                whole,
                every.isEmpty() ? often(whole) : Given.duration("every", every),
                capture);
    }

    /** A window that is not given is as long as usual, or as the verification, in which it must fit. */
    private String window() {
        Duration whole = during.isEmpty() ? Duration.ZERO : Given.duration("during", during);
        boolean fits = whole.isZero() || whole.compareTo(Durations.parse(ObjectiveArguments.WINDOW)) >= 0;
        return fits ? "" : whole.toMillis() + "ms";
    }

    private static Duration often(Duration whole) {
        Duration part = whole.dividedBy(LOOKS);
        if (part.compareTo(MOST_OFTEN) < 0) {
            return MOST_OFTEN;
        }
        return part.compareTo(LEAST_OFTEN) > 0 ? LEAST_OFTEN : part;
    }
}
