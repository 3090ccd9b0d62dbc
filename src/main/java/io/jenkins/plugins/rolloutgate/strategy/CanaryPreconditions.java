package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides before the first write whether a canary release makes sense here, and what it starts from.
 *
 * @param refusals why it does not; each one line that says what to do
 * @param warnings what its owner should know
 * @param baseline what it starts from, when there is nothing to refuse
 */
record CanaryPreconditions(List<String> refusals, List<String> warnings, Optional<CanaryBaseline> baseline) {

    static CanaryPreconditions check(CanarySpec spec, Observation seen) {
        List<String> refusals = missing(spec, seen);
        if (!refusals.isEmpty()) {
            return refuse(refusals);
        }
        Deployment stable = seen.deployment(spec.stable()).orElseThrow();
        Deployment canary = seen.deployment(spec.canary()).orElseThrow();
        refusals.addAll(deploymentRefusals(stable, canary));
        Optional<String> label = tellingLabel(stable, canary);
        if (label.isEmpty()) {
            refusals.add(
                    "pods of " + stable.name() + " and " + canary.name()
                            + " have no label that tells them apart and that both Deployments select by: add one, such as track");
        } else if (spec.router() == Router.REPLICAS) {
            refusals.addAll(serviceRefusals(seen.service(spec.service()).orElseThrow(), stable, canary, label.get()));
        } else {
            refusals.addAll(routeRefusals(spec, seen, stable, canary));
        }
        String container = container(spec, stable);
        if (container.isEmpty() || stable.containerIndex(container) < 0 || canary.containerIndex(container) < 0) {
            refusals.add("stable and canary need a container "
                    + (spec.container().isEmpty() ? "of one name" : spec.container())
                    + ": name the one that is released with container");
        }
        if (!refusals.isEmpty()) {
            return refuse(refusals);
        }
        refusals.addAll(rolloutRefusals(spec, seen, stable, canary, container));
        Floor.spoilt(seen, stable.name()).ifPresent(refusals::add);
        List<String> warnings = warnings(spec, seen, stable);
        List<String> differences =
                TemplateDifferences.find(stable.template(), canary.template(), container, Set.of(label.get()));
        if (!differences.isEmpty()) {
            String sentence = "pod templates of " + stable.name() + " and " + canary.name()
                    + " differ beyond label and image: " + String.join("; ", differences);
            if (spec.allowTemplateDifferences()) {
                warnings.add(sentence);
            } else {
                refusals.add(sentence + ". Make them equal, or allow it with allowTemplateDifferences");
            }
        }
        return refusals.isEmpty()
                ? new CanaryPreconditions(
                        List.of(), warnings, Optional.of(baseline(spec, seen, stable, canary, container, label.get())))
                : refuse(refusals);
    }

    private static List<String> missing(CanarySpec spec, Observation seen) {
        if (seen.namespaceMissing()) {
            return List.of(SpecChecks.missing(spec.namespace()));
        }
        List<String> missing = new ArrayList<>();
        for (String deployment : List.of(spec.stable(), spec.canary())) {
            if (seen.deployment(deployment).isEmpty()) {
                missing.add("deployment " + spec.namespace() + "/" + deployment
                        + " does not exist: create it, or name the Deployments with stable and canary");
            }
        }
        for (String service : spec.targets().services()) {
            if (seen.service(service).isEmpty()) {
                missing.add("service " + spec.namespace() + "/" + service
                        + " does not exist: create it, or name it with "
                        + (spec.router() == Router.REPLICAS ? "service" : "stableService and canaryService"));
            }
        }
        spec.targets()
                .route()
                .filter(route -> seen.route().isEmpty())
                .ifPresent(route -> missing.add(route + " does not exist: create it, or name it with route"));
        return missing;
    }

    private static List<String> deploymentRefusals(Deployment stable, Deployment canary) {
        List<String> refusals = new ArrayList<>();
        for (Deployment deployment : List.of(stable, canary)) {
            if (!deployment.manifest().at("/spec/selector/matchExpressions").isEmpty()) {
                refusals.add("deployment " + deployment.name()
                        + " selects by matchExpressions: a release can only tell sides apart by matchLabels");
            }
        }
        if (Labels.matches(stable.selector(), canary.podLabels())
                || Labels.matches(canary.selector(), stable.podLabels())) {
            refusals.add("selectors of deployments " + stable.name() + " and " + canary.name()
                    + " overlap: give each a label of its own, such as track");
        }
        return refusals;
    }

    /** A label of both pod templates, with other values, that each Deployment selects by. */
    private static Optional<String> tellingLabel(Deployment stable, Deployment canary) {
        Map<String, String> its = canary.podLabels();
        return new TreeMap<>(stable.podLabels())
                .entrySet().stream()
                        .filter(label -> its.containsKey(label.getKey())
                                && !its.get(label.getKey()).equals(label.getValue())
                                && stable.selector().containsKey(label.getKey())
                                && canary.selector().containsKey(label.getKey()))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    private static List<String> serviceRefusals(Service service, Deployment stable, Deployment canary, String label) {
        List<String> refusals = new ArrayList<>();
        if (service.headless() || service.selector().isEmpty()) {
            refusals.add("service " + service.name() + " needs a selector and a cluster address");
        }
        if (service.publishNotReadyAddresses()) {
            refusals.add("service " + service.name()
                    + " publishes addresses of pods that are not ready: set publishNotReadyAddresses to false");
        }
        if (service.sessionAffinity()) {
            refusals.add("service " + service.name() + " has session affinity, so that numbers of pods make no share:"
                    + " set sessionAffinity to None, or share by an HTTPRoute");
        }
        if (service.selector().containsKey(label)) {
            refusals.add("service " + service.name() + " selects by " + label
                    + ", so that the canary gets nothing: take that label out of its selector");
        } else if (!service.selects(stable.podLabels()) || !service.selects(canary.podLabels())) {
            refusals.add("service " + service.name() + " must select the pods of both " + stable.name() + " and "
                    + canary.name() + ", its selector is " + service.selector());
        }
        return refusals;
    }

    private static List<String> routeRefusals(CanarySpec spec, Observation seen, Deployment stable, Deployment canary) {
        List<String> refusals = new ArrayList<>();
        Service stableService = seen.service(spec.stableService()).orElseThrow();
        Service canaryService = seen.service(spec.canaryService()).orElseThrow();
        if (!stableService.selects(stable.podLabels()) || stableService.selects(canary.podLabels())) {
            refusals.add("service " + stableService.name() + " must select the pods of " + stable.name()
                    + " and no others, its selector is " + stableService.selector());
        }
        if (!canaryService.selects(canary.podLabels()) || canaryService.selects(stable.podLabels())) {
            refusals.add("service " + canaryService.name() + " must select the pods of " + canary.name()
                    + " and no others, its selector is " + canaryService.selector());
        }
        Route route = seen.route().orElseThrow();
        String ref = route.metadata().ref().toString();
        Set<String> services = Set.of(spec.stableService(), spec.canaryService());
        List<String> foreign = route.backends().stream()
                .map(Route.Backend::service)
                .filter(service -> !services.contains(service))
                .distinct()
                .toList();
        if (!foreign.isEmpty()) {
            refusals.add(ref + " also leads to " + String.join(", ", foreign)
                    + ": a share of the rest would not be a share of the traffic");
        }
        List<String> rules = route.backends().stream()
                .filter(backend -> foreign.isEmpty())
                .map(Route.Backend::rule)
                .distinct()
                .toList();
        for (String rule : rules) {
            List<String> named = route.backends().stream()
                    .filter(backend -> backend.rule().equals(rule))
                    .map(Route.Backend::service)
                    .sorted()
                    .toList();
            if (!named.containsAll(services) || named.size() != 2) {
                refusals.add(rule + " of " + ref + " must name " + spec.stableService() + " and " + spec.canaryService()
                        + " once each, it names " + named);
            }
        }
        if (route.backends().isEmpty()) {
            refusals.add(ref + " has no backends: name " + spec.stableService() + " and " + spec.canaryService());
        }
        if (refusals.isEmpty() && route.share(spec.canaryService()) > 0) {
            refusals.add(ref + " already sends " + (int) route.share(spec.canaryService()) + "% to "
                    + spec.canaryService() + ": another release may be under way; set its weight to 0 first");
        }
        if (!route.accepted()) {
            refusals.add(ref + " is not accepted (" + route.problem() + "): mend that first");
        }
        return refusals;
    }

    private static List<String> rolloutRefusals(
            CanarySpec spec, Observation seen, Deployment stable, Deployment canary, String container) {
        List<String> refusals = new ArrayList<>();
        String oldImage = stable.image(container);
        if (spec.image().equals(oldImage) && !spec.force()) {
            refusals.add("image " + spec.image() + " is the one that runs already on " + stable.name()
                    + ": nothing to release; allow it with force");
        }
        if (canary.paused()) {
            refusals.add("deployment " + canary.name() + " is paused and would never roll out: resume it");
        }
        if (stable.paused() || !stable.rolloutFinished() || stable.status().available() == 0) {
            refusals.add("deployment " + stable.name() + ", the way back, is not whole itself ("
                    + stable.status().available() + " of " + stable.desired()
                    + " available): finish its own rollout first");
        }
        if (canary.desired() > 0 && spec.router() == Router.REPLICAS) {
            refusals.add("deployment " + canary.name() + " has " + Counts.of(canary.desired(), "pod")
                    + " that get traffic already: scale it to 0 first");
        }
        Optional<Autoscaler> autoscaler = seen.autoscalerOf(canary.name());
        int need = replicas(seen, stable);
        if (autoscaler.isPresent()) {
            refusals.add("autoscaler " + autoscaler.get().name() + " scales " + canary.name()
                    + ", whose size makes the share: let it scale " + stable.name() + " only");
        }
        for (CanaryPhase phase : spec.phases()) {
            CanaryShare share = CanarySituation.share(
                    spec, phase, need, seen.autoscalerOf(stable.name()).isEmpty());
            if (spec.router() == Router.REPLICAS && share.off() > spec.tolerance()) {
                refusals.add(unreachable(phase, share));
            }
        }
        return refusals;
    }

    private static String unreachable(CanaryPhase phase, CanaryShare share) {
        return String.format(
                Locale.ROOT,
                "%d%% cannot be reached with %d and %d pods, which make %.0f%%: allow it with tolerance: %.0f,"
                        + " or share by an HTTPRoute",
                phase.percent(),
                share.stable(),
                share.canary(),
                share.reached(),
                Math.ceil(share.off()));
    }

    private static List<String> warnings(CanarySpec spec, Observation seen, Deployment stable) {
        List<String> warnings = new ArrayList<>();
        if (spec.objectives().isEmpty()
                && spec.phases().stream().allMatch(phase -> phase.objectives().isEmpty())) {
            warnings.add(
                    "no objectives are given: this release is decided by the readiness and restarts of its pods alone");
        }
        warnings.addAll(GivenObjectives.warnings(spec.objectives()));
        for (CanaryPhase phase : spec.phases()) {
            CanaryShare share = CanarySituation.share(
                    spec,
                    phase,
                    replicas(seen, stable),
                    seen.autoscalerOf(stable.name()).isEmpty());
            if (spec.router() == Router.REPLICAS && share.off() >= 1) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%d%% is reached as %.0f%%, by %s of the canary beside %d of stable",
                        phase.percent(),
                        share.reached(),
                        Counts.of(share.canary(), "pod"),
                        share.stable()));
            }
        }
        seen.route().ifPresent(route -> {
            for (String other : List.of("tcp", "tls")) {
                if (!route.manifest().path("spec").path(other).isEmpty()) {
                    warnings.add(route.metadata().ref() + " also has " + other
                            + " routes: their traffic is not part of the shares, and stays where it is");
                }
            }
        });
        seen.budgets().stream()
                .filter(budget -> Labels.matches(budget.selector(), stable.podLabels())
                        && seen.deployment(spec.canary())
                                .filter(canary -> Labels.matches(budget.selector(), canary.podLabels()))
                                .isPresent())
                .forEach(budget -> warnings.add("disruption budget " + budget.name()
                        + " counts stable and canary together: give each one of its own"));
        return warnings;
    }

    private static CanaryBaseline baseline(
            CanarySpec spec, Observation seen, Deployment stable, Deployment canary, String container, String label) {
        Map<String, String> uids = new HashMap<>();
        uids.put("deployment/" + stable.name(), stable.metadata().uid());
        uids.put("deployment/" + canary.name(), canary.metadata().uid());
        spec.targets()
                .services()
                .forEach(name -> uids.put(
                        "service/" + name,
                        seen.service(name).orElseThrow().metadata().uid()));
        Map<String, Integer> weights = new HashMap<>();
        seen.route().ifPresent(route -> {
            uids.put("route/" + route.name(), route.metadata().uid());
            route.backends()
                    .forEach(backend ->
                            weights.put(CanaryBaseline.key(backend), backend.weighted() ? backend.weight() : -1));
        });
        return new CanaryBaseline(
                container,
                stable.image(container),
                spec.image(),
                replicas(seen, stable),
                canary.image(container),
                canary.desired(),
                spec.router() == Router.REPLICAS
                        ? seen.service(spec.service()).orElseThrow().selector()
                        : Map.of(),
                label,
                stable.podLabels().get(label),
                canary.podLabels().get(label),
                weights,
                uids);
    }

    private static int replicas(Observation seen, Deployment stable) {
        int wanted = seen.autoscalerOf(stable.name()).map(Autoscaler::desired).orElse(0);
        return Math.max(1, Math.max(stable.desired(), wanted));
    }

    /** The named container, else the only one, else the one called like the application. */
    private static String container(CanarySpec spec, Deployment stable) {
        List<String> names = new ArrayList<>();
        stable.template()
                .path("spec")
                .path("containers")
                .forEach(c -> names.add(c.path("name").asText()));
        String wanted = spec.container().isEmpty() ? spec.application() : spec.container();
        if (spec.container().isEmpty() && names.size() == 1) {
            return names.get(0);
        }
        return names.contains(wanted) ? wanted : "";
    }

    private static CanaryPreconditions refuse(List<String> refusals) {
        return new CanaryPreconditions(List.copyOf(refusals), List.of(), Optional.empty());
    }
}
