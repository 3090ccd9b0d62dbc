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
import java.util.Optional;

/**
 * The arguments of a canary release as people give them, in a Jenkinsfile or in a shell, and what holds where they say
 * nothing.
 *
 * <p>Null and blank text mean "not given" everywhere. Durations are texts that {@link Durations} reads. Not thread-safe.
 */
public final class CanaryArguments {
    public static final String EVERY = "15s";
    public static final String SCALE_DOWN_DELAY = "30s";
    public static final double TOLERANCE = 5;

    /** What pods and people need beside the holds. */
    private static final Duration BESIDE_HOLDS = Duration.ofMinutes(10);

    private final List<Map<String, ?>> objectives = new ArrayList<>();
    private final List<Objective> ready = new ArrayList<>();
    private String cluster = "";
    private String namespace = "";
    private String application = "";
    private String stable = "";
    private String canary = "";
    private String service = "";
    private String router = "replicas";
    private String route = "";
    private String stableService = "";
    private String canaryService = "";
    private String image = "";
    private String container = "";
    private String phases = "";
    private String interval = "";
    private String timeout = "";
    private String every = "";
    private double tolerance = TOLERANCE;
    private Optional<HttpProbe> probe = Optional.of(HttpProbe.DEFAULT);
    private boolean body;
    private List<String> from = List.of();
    private String expires = "1h";
    private String silence = "hold";
    private String scaleDownDelay = SCALE_DOWN_DELAY;
    private String onFailure = "rollback";
    private String until = "";
    private boolean measured;
    private boolean force;
    private boolean allowTemplateDifferences;

    /** Name of the cluster, for people. */
    public CanaryArguments cluster(String value) {
        cluster = Given.or(value, cluster);
        return this;
    }

    public CanaryArguments namespace(String value) {
        namespace = Given.or(value, namespace);
        return this;
    }

    /**
     * Names that follow from it unless given: NAME-stable and NAME-canary, for Deployments and, with a router, for Services;
     * NAME-active for the common Service; NAME for the route.
     */
    public CanaryArguments application(String value) {
        application = Given.or(value, application);
        return this;
    }

    public CanaryArguments stable(String value) {
        stable = Given.or(value, stable);
        return this;
    }

    public CanaryArguments canary(String value) {
        canary = Given.or(value, canary);
        return this;
    }

    public CanaryArguments service(String value) {
        service = Given.or(value, service);
        return this;
    }

    /** {@code replicas}, {@code httpRoute} or {@code virtualService}. */
    public CanaryArguments router(String value) {
        router = Given.or(value, router);
        return this;
    }

    public CanaryArguments route(String value) {
        route = Given.or(value, route);
        return this;
    }

    public CanaryArguments stableService(String value) {
        stableService = Given.or(value, stableService);
        return this;
    }

    public CanaryArguments canaryService(String value) {
        canaryService = Given.or(value, canaryService);
        return this;
    }

    public CanaryArguments image(String value) {
        image = Given.or(value, image);
        return this;
    }

    public CanaryArguments container(String value) {
        container = Given.or(value, container);
        return this;
    }

    /** The ramp, as {@link CanaryPhases} reads it. */
    public CanaryArguments phases(String value) {
        phases = Given.or(value, phases);
        return this;
    }

    /** The hold of each phase where no ramp is given: 5, 10, 25, 50 and 100 %. */
    public CanaryArguments interval(String value) {
        interval = Given.or(value, interval);
        return this;
    }

    public CanaryArguments timeout(String value) {
        timeout = Given.or(value, timeout);
        return this;
    }

    /** Time between two looks at the objectives. */
    public CanaryArguments every(String value) {
        every = Given.or(value, every);
        return this;
    }

    /** Null for the default. */
    public CanaryArguments tolerance(Double value) {
        tolerance = value == null ? tolerance : value;
        return this;
    }

    /** Adds an objective in its short form. */
    public CanaryArguments objective(String value) {
        if (value != null && !value.isBlank()) {
            objectives.add(Map.of("objective", value));
        }
        return this;
    }

    /** Adds an objective in full, by the names of {@link ObjectiveArguments}. */
    public CanaryArguments objective(Map<String, ?> value) {
        objectives.add(value);
        return this;
    }

    /** Adds an objective that is complete, such as one of an OpenSLO file. */
    public CanaryArguments objective(Objective value) {
        ready.add(value);
        return this;
    }

    /** Whether there is a metric source for the objectives that hold where none are given. */
    public CanaryArguments measured(boolean value) {
        measured = value;
        return this;
    }

    /**
     * Changes the probe where values are given.
     *
     * @param status null for 200
     * @throws IllegalArgumentException if the probe may not be sent
     */
    public CanaryArguments probe(String path, Integer status, String port) {
        HttpProbe now = probe.orElse(HttpProbe.DEFAULT);
        probe = Optional.of(new HttpProbe(
                Given.or(path, now.path()), status == null ? now.status() : status, Given.or(port, now.port())));
        return this;
    }

    public CanaryArguments noProbe() {
        probe = Optional.empty();
        return this;
    }

    /** Whether somebody will run a body in each phase. */
    public CanaryArguments body(boolean value) {
        body = value;
        return this;
    }

    /** Users or groups that are asked, separated by commas. */
    public CanaryArguments from(String value) {
        if (value != null && !value.isBlank()) {
            from = List.of(value.strip().split("\\s*,\\s*"));
        }
        return this;
    }

    /** How long a question stands. */
    public CanaryArguments expires(String value) {
        expires = Given.or(value, expires);
        return this;
    }

    /** {@code hold} or {@code rollback}: what follows when nobody answers. */
    public CanaryArguments silence(String value) {
        silence = Given.or(value, silence);
        return this;
    }

    public CanaryArguments scaleDownDelay(String value) {
        scaleDownDelay = Given.or(value, scaleDownDelay);
        return this;
    }

    /** {@code rollback} or {@code hold}. */
    public CanaryArguments onFailure(String value) {
        onFailure = Given.or(value, onFailure);
        return this;
    }

    /** Share at which to wait until the release is continued, such as {@code 25%}. */
    public CanaryArguments until(String value) {
        until = Given.or(value, until);
        return this;
    }

    public CanaryArguments force(boolean value) {
        force = value;
        return this;
    }

    public CanaryArguments allowTemplateDifferences(boolean value) {
        allowTemplateDifferences = value;
        return this;
    }

    /**
     * The complete arguments.
     *
     * @param catalogue what the names of objectives are looked up in
     * @throws IllegalArgumentException naming the argument that is wrong or missing, in one line
     */
    public CanarySpec spec(QueryCatalogue catalogue) {
        if (application.isEmpty() && (stable.isEmpty() || canary.isEmpty() || service.isEmpty())) {
            throw new IllegalArgumentException(
                    "application is missing: name it, or name all of stable, canary and service");
        }
        String name = application.isEmpty() ? service : application;
        SpecChecks.word("application", name);
        Router shared = Router.parse(router);
        boolean routed = shared != Router.REPLICAS;
        List<CanaryPhase> ramp = CanaryPhases.complete(ramp());
        int last = until.isEmpty() ? 100 : percent(until, ramp);
        return new CanarySpec(
                cluster,
                namespace,
                name,
                Given.or(stable, application + "-stable"),
                Given.or(canary, application + "-canary"),
                Given.or(service, application + "-active"),
                shared,
                routed ? Given.or(route, application) : "",
                routed ? Given.or(stableService, application + "-stable") : "",
                routed ? Given.or(canaryService, application + "-canary") : "",
                image,
                container,
                ramp,
                timeout(ramp),
                every(ramp),
                tolerance,
                objectives(catalogue, ramp),
                probe,
                body,
                new Approval(from, Given.duration("expires", expires), OnFailure.parse("silence", silence)),
                Given.duration("scaleDownDelay", scaleDownDelay),
                OnFailure.parse("onFailure", onFailure),
                force,
                allowTemplateDifferences,
                last);
    }

    private List<CanaryPhase> ramp() {
        if (!phases.isEmpty() && !interval.isEmpty()) {
            throw new IllegalArgumentException(
                    "phases and interval exclude each other: interval is for the usual ramp");
        }
        if (!phases.isEmpty()) {
            return CanaryPhases.parse(phases);
        }
        if (interval.isEmpty()) {
            throw new IllegalArgumentException(
                    "phases are missing: write a ramp such as 10%:15m, 50%:30m, 100%:15m, or give interval");
        }
        return CanaryPhases.ladder(Given.duration("interval", interval));
    }

    /**
     * Reads a share of a ramp.
     *
     * @throws IllegalArgumentException if the ramp has no such phase
     */
    public static int percent(String until, List<CanaryPhase> ramp) {
        String digits = until.replace("%", "").strip();
        boolean known = digits.matches("\\d{1,3}")
                && ramp.stream().anyMatch(phase -> phase.percent() == Integer.parseInt(digits));
        if (!known) {
            throw new IllegalArgumentException("until '" + until + "' is no phase of this ramp: choose one of "
                    + String.join(
                            ", ",
                            ramp.stream().map(phase -> phase.percent() + "%").toList()));
        }
        return Integer.parseInt(digits);
    }

    private Duration timeout(List<CanaryPhase> ramp) {
        return timeout.isEmpty() ? CanarySpec.rampHolds(ramp).plus(BESIDE_HOLDS) : Given.duration("timeout", timeout);
    }

    /** Short holds are looked at more than once, too. */
    private Duration every(List<CanaryPhase> ramp) {
        if (!every.isEmpty()) {
            return Given.duration("every", every);
        }
        Duration usual = Durations.parse(EVERY);
        Duration shortest = shortestHold(ramp).map(hold -> hold.dividedBy(4)).orElse(usual);
        Duration second = Duration.ofSeconds(1);
        Duration fitting = shortest.compareTo(usual) < 0 ? shortest : usual;
        return fitting.compareTo(second) < 0 ? second : fitting;
    }

    /** A window that is not given is as long as usual, or as the shortest hold, in which it must fit. */
    private List<Objective> objectives(QueryCatalogue catalogue, List<CanaryPhase> ramp) {
        List<Map<String, ?>> given =
                objectives.isEmpty() && ready.isEmpty() && measured ? RollbackCriteria.DEFAULTS : objectives;
        Duration usual = Durations.parse(ObjectiveArguments.WINDOW);
        String window = shortestHold(ramp)
                .filter(hold -> hold.compareTo(usual) < 0)
                .map(hold -> hold.toMillis() + "ms")
                .orElse("");
        List<Objective> all = new ArrayList<>();
        ready.forEach(one -> all.add(shortestHold(ramp).map(one::within).orElse(one)));
        given.forEach(map -> all.add(ObjectiveArguments.of(map)
                .window(map.containsKey("window") ? "" : window)
                .objective(catalogue)));
        if (!all.isEmpty() && shortestHold(ramp).isEmpty()) {
            throw new IllegalArgumentException("objectives are given, and no phase has a hold to measure them in: write"
                    + " one, such as 10%:15m");
        }
        return AlphaShare.over(GivenObjectives.checked(all), ramp.size());
    }

    private static Optional<Duration> shortestHold(List<CanaryPhase> ramp) {
        return ramp.stream()
                .map(CanaryPhase::hold)
                .filter(hold -> !hold.isZero())
                .min(Duration::compareTo);
    }
}
