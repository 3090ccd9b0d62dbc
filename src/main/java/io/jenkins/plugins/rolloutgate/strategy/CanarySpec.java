package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a canary release, complete and checked.
 *
 * @param cluster name of the cluster, for people
 * @param application what is released, for people; names of objects follow from it unless given
 * @param stable Deployment that has the traffic
 * @param canary Deployment that gets a growing share of it
 * @param service the Service in front of both; with a router only the Lease is named after it
 * @param route name of the HTTPRoute or VirtualService; empty with replicas
 * @param stableService the route's backend for stable; empty with replicas
 * @param canaryService the route's backend for the canary; empty with replicas
 * @param container whose image it is; empty for the only one
 * @param timeout from the start until the canary has all the traffic, without the time in which people were waited for
 * @param every time between two looks at the objectives
 * @param tolerance by how many percentage points a share may be missed, with replicas
 * @param probe asked of every new pod before it gets traffic; empty for none
 * @param body whether somebody will run a body in each phase and tell the verdict
 * @param approval who is asked, and what silence means
 * @param scaleDownDelay how long the canary stands at full size after its traffic went to the promoted stable
 * @param until share at which to wait until it is continued; 100 for none
 */
public record CanarySpec(
        String cluster,
        String namespace,
        String application,
        String stable,
        String canary,
        String service,
        Router router,
        String route,
        String stableService,
        String canaryService,
        String image,
        String container,
        List<CanaryPhase> phases,
        Duration timeout,
        Duration every,
        double tolerance,
        List<Objective> objectives,
        Optional<HttpProbe> probe,
        boolean body,
        Approval approval,
        Duration scaleDownDelay,
        OnFailure onFailure,
        boolean force,
        boolean allowTemplateDifferences,
        int until)
        implements ReleaseSpec {
    public static final String STRATEGY = "canary";

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the argument that is wrong
     */
    public CanarySpec {
        phases = CanaryPhases.complete(phases);
        objectives = List.copyOf(objectives);
        SpecChecks.name("namespace", namespace);
        SpecChecks.name("stable", stable);
        SpecChecks.name("canary", canary);
        SpecChecks.name("service", service);
        SpecChecks.require(!stable.equals(canary), "stable and canary must be two Deployments, both are " + stable);
        if (router != Router.REPLICAS) {
            SpecChecks.name("route", route);
            SpecChecks.name("stableService", stableService);
            SpecChecks.name("canaryService", canaryService);
            SpecChecks.require(
                    !stableService.equals(canaryService),
                    "stableService and canaryService must differ, both are " + stableService);
        }
        SpecChecks.image(image);
        SpecChecks.require(!timeout.isZero() && !timeout.isNegative(), "timeout must be longer than 0 s");
        Duration holds = rampHolds(phases);
        SpecChecks.require(
                timeout.compareTo(holds) >= 0,
                "timeout of " + Durations.text(timeout) + " is shorter than the holds before 100%, "
                        + Durations.text(holds) + " in all: raise it, or shorten the holds");
        SpecChecks.atMost("timeout", timeout);
        SpecChecks.atMost("scaleDownDelay", scaleDownDelay);
        SpecChecks.require(
                every.compareTo(Duration.ofSeconds(1)) >= 0, "every must be at least 1 s, the time between two looks");
        SpecChecks.atMost("every", every);
        SpecChecks.atMost("expires", approval.expires());
        for (CanaryPhase phase : phases) {
            for (Objective objective : phase.objectives().isEmpty() ? objectives : phase.objectives()) {
                SpecChecks.require(
                        phase.hold().isZero() || objective.window().compareTo(phase.hold()) <= 0,
                        "objective '" + objective.name() + "' has a window of " + Durations.text(objective.window())
                                + ", longer than the hold at " + phase.percent() + "%, "
                                + Durations.text(phase.hold()) + ": it could never be told; shorten the window");
            }
        }
        SpecChecks.require(
                tolerance >= 0 && tolerance <= 100,
                "tolerance must be from 0 to 100 percentage points, not " + tolerance);
    }

    /** The holds before the canary has all the traffic. */
    static Duration rampHolds(List<CanaryPhase> phases) {
        return phases.stream()
                .filter(phase -> phase.percent() < 100)
                .map(CanaryPhase::hold)
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    @JsonIgnore
    public String strategyName() {
        return STRATEGY;
    }

    @Override
    @JsonIgnore
    public Targets targets() {
        Optional<ObjectRef> ref = router.kind().map(kind -> new ObjectRef(kind, namespace, route));
        List<String> services = ref.isPresent() ? List.of(stableService, canaryService) : List.of(service);
        return new Targets(namespace, List.of(stable, canary), services, BlueGreenSpec.lease(service), ref);
    }

    @Override
    @JsonIgnore
    public Strategy strategy() {
        return new CanaryStrategy(this);
    }

    List<Objective> objectives(int phase) {
        CanaryPhase asked = phases.get(phase);
        List<Objective> own = asked.objectives().isEmpty() ? objectives : asked.objectives();
        // A share that is passed at once leaves no time to measure it in.
        return asked.hold().isZero() ? List.of() : own;
    }

    @Override
    public void adopt(String release, JsonNode baseline, Observation seen, ObjectNode into) {
        CanaryAdoption.read(release, this, Json.read(baseline, CanaryBaseline.class), seen, into);
    }

    @Override
    public Check check(Observation seen) {
        CanaryPreconditions checked = CanaryPreconditions.check(this, seen);
        return new Check(checked.refusals(), checked.warnings());
    }

    @Override
    @JsonIgnore
    public ReleaseSpec assumingSuccess() {
        List<CanaryPhase> unmeasured = phases.stream()
                .map(phase -> new CanaryPhase(phase.percent(), phase.hold(), phase.replicas(), false, false, List.of()))
                .toList();
        return new CanarySpec(
                cluster,
                namespace,
                application,
                stable,
                canary,
                service,
                router,
                route,
                stableService,
                canaryService,
                image,
                container,
                unmeasured,
                timeout,
                every,
                tolerance,
                List.of(),
                probe,
                false,
                approval,
                scaleDownDelay,
                onFailure,
                force,
                allowTemplateDifferences,
                100);
    }
}
