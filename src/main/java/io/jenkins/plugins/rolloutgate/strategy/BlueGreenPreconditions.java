package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Decides before the first write whether a blue-green release makes sense here, and what it starts from.
 *
 * @param refusals why it does not; each one line that says what to do
 * @param warnings what its owner should know
 * @param baseline what it starts from, when there is nothing to refuse
 */
record BlueGreenPreconditions(List<String> refusals, List<String> warnings, Optional<Baseline> baseline) {

    static BlueGreenPreconditions check(BlueGreenSpec spec, Observation seen) {
        List<String> missing = missing(spec, seen);
        if (!missing.isEmpty()) {
            return refuse(missing);
        }
        Service service = seen.service(spec.service()).orElseThrow();
        Deployment blue = seen.deployment(spec.blue()).orElseThrow();
        Deployment green = seen.deployment(spec.green()).orElseThrow();
        List<String> refusals = new ArrayList<>(serviceRefusals(service));
        refusals.addAll(previewRefusals(spec, seen, blue, green));
        refusals.addAll(selectorRefusals(blue, green));
        boolean selectsBlue = service.selects(blue.podLabels());
        boolean selectsGreen = service.selects(green.podLabels());
        if (Labels.matches(blue.selector(), green.podLabels()) || Labels.matches(green.selector(), blue.podLabels())) {
            refusals.add("selectors of deployments " + blue.name() + " and " + green.name()
                    + " overlap: give each a label of its own, such as version");
        } else if (selectsBlue && selectsGreen) {
            refusals.add("service " + service.name() + " selects both colours with " + service.selector()
                    + ": add the label that tells them apart to its selector");
        } else if (!selectsBlue && !selectsGreen && refusals.isEmpty()) {
            refusals.add("service " + service.name() + " selects neither colour with " + service.selector()
                    + ": point it at the pods of " + blue.name() + " or " + green.name());
        }
        if (!refusals.isEmpty()) {
            return refuse(refusals);
        }
        return selectsBlue ? between(spec, seen, service, blue, green) : between(spec, seen, service, green, blue);
    }

    private static List<String> missing(BlueGreenSpec spec, Observation seen) {
        if (seen.namespaceMissing()) {
            return List.of(SpecChecks.missing(spec.namespace()));
        }
        List<String> missing = new ArrayList<>();
        for (String deployment : List.of(spec.blue(), spec.green())) {
            if (seen.deployment(deployment).isEmpty()) {
                missing.add("deployment " + spec.namespace() + "/" + deployment
                        + " does not exist: create it, or name the Deployments with blue and green");
            }
        }
        if (seen.service(spec.service()).isEmpty()) {
            missing.add("service " + spec.namespace() + "/" + spec.service()
                    + " does not exist: create it, or name the active Service with service");
        }
        if (spec.previewNamed() && seen.service(spec.previewService()).isEmpty()) {
            missing.add("service " + spec.namespace() + "/" + spec.previewService()
                    + " does not exist: create it, or leave previewService out");
        }
        return missing;
    }

    private static List<String> selectorRefusals(Deployment... deployments) {
        List<String> refusals = new ArrayList<>();
        for (Deployment deployment : deployments) {
            if (!deployment.manifest().at("/spec/selector/matchExpressions").isEmpty()) {
                refusals.add("deployment " + deployment.name()
                        + " selects by matchExpressions: a release can only tell colours apart by matchLabels");
            }
        }
        return refusals;
    }

    private static List<String> serviceRefusals(Service service) {
        List<String> refusals = new ArrayList<>();
        if (service.selector().isEmpty()) {
            refusals.add("service " + service.name() + " has no selector: its traffic cannot be switched by one");
        }
        if (service.headless()) {
            refusals.add("service " + service.name()
                    + " is headless: its clients pick pods by DNS and would not follow a switch");
        }
        if (service.publishNotReadyAddresses()) {
            refusals.add("service " + service.name()
                    + " publishes addresses of pods that are not ready: set publishNotReadyAddresses to false");
        }
        return refusals;
    }

    private static List<String> previewRefusals(
            BlueGreenSpec spec, Observation seen, Deployment blue, Deployment green) {
        List<String> refusals = new ArrayList<>();
        seen.service(spec.previewService()).ifPresent(preview -> {
            if (preview.headless() || preview.selector().isEmpty()) {
                refusals.add("preview service " + preview.name() + " needs a selector and a cluster address");
            } else if (preview.selects(blue.podLabels()) && preview.selects(green.podLabels())) {
                refusals.add("preview service " + preview.name() + " selects both colours with " + preview.selector()
                        + ", and would show the active one too: add the label that tells them apart to its selector");
            }
        });
        return refusals;
    }

    private static BlueGreenPreconditions between(
            BlueGreenSpec spec, Observation seen, Service service, Deployment active, Deployment idle) {
        Map<String, String> newSelector = new TreeMap<>(service.selector());
        newSelector.replaceAll((label, value) -> idle.podLabels().getOrDefault(label, value));
        String container = container(spec, active);
        List<String> refusals = new ArrayList<>();
        if (newSelector.equals(service.selector()) || !Labels.matches(newSelector, idle.podLabels())) {
            refusals.add("service " + service.name() + " selects by " + service.selector() + ", which carries no label"
                    + " that tells " + active.name() + " and " + idle.name() + " apart: add it to the selector");
        }
        if (container.isEmpty() || active.containerIndex(container) < 0 || idle.containerIndex(container) < 0) {
            refusals.add(
                    "both colours need a container " + (spec.container().isEmpty() ? "of one name" : spec.container())
                            + ": name the one that is released with container");
        }
        if (!refusals.isEmpty()) {
            return refuse(refusals);
        }
        String oldImage = active.image(container);
        String newImage = spec.isRollback() ? idle.image(container) : spec.image();
        refusals.addAll(rolloutRefusals(spec, service, active, idle, oldImage, newImage));
        Floor.spoilt(seen, active.name(), idle.name()).ifPresent(refusals::add);
        List<String> differences = TemplateDifferences.find(
                active.template(),
                idle.template(),
                container,
                service.selector().keySet());
        List<String> warnings = BlueGreenWarnings.find(spec, seen, service, active, idle);
        if (!differences.isEmpty()) {
            String sentence = "pod templates of " + active.name() + " and " + idle.name()
                    + " differ beyond colour and image: " + String.join("; ", differences);
            if (spec.isRollback() || spec.allowTemplateDifferences()) {
                warnings.add(sentence);
            } else {
                refusals.add(sentence + ". Make them equal, or allow it with allowTemplateDifferences");
            }
        }
        return refusals.isEmpty()
                ? new BlueGreenPreconditions(
                        List.of(),
                        warnings,
                        Optional.of(baseline(spec, seen, service, active, idle, newSelector, container)))
                : refuse(refusals);
    }

    private static List<String> rolloutRefusals(
            BlueGreenSpec spec, Service service, Deployment active, Deployment idle, String oldImage, String newImage) {
        List<String> refusals = new ArrayList<>();
        if (idle.paused()) {
            refusals.add("deployment " + idle.name() + " is paused and would never roll out: resume it");
        }
        if (spec.isRollback()) {
            neverLive(spec, service, idle, newImage).ifPresent(refusals::add);
            return refusals;
        }
        if (newImage.equals(oldImage) && !spec.force()) {
            refusals.add("image " + newImage + " is the one that runs already on " + active.name()
                    + ": nothing to release; allow it with force");
        }
        if (active.paused() || !active.rolloutFinished() || active.status().available() == 0) {
            refusals.add("deployment " + active.name() + ", the way back, is not whole itself (" + standing(active)
                    + "): a rollback to it might not run; finish its own rollout first");
        }
        return refusals;
    }

    /** A release that was held before its switch leaves its image on the idle colour: no version to go back to. */
    private static Optional<String> neverLive(BlueGreenSpec spec, Service service, Deployment idle, String image) {
        String prepared = idle.metadata().annotation(Annotations.RELEASE);
        boolean onlyPrepared = idle.metadata().annotation(Annotations.PHASE).equals(Phase.PREPARE.name());
        boolean switched = service.metadata().annotation(Annotations.RELEASE).equals(prepared);
        return onlyPrepared && !switched && !spec.force()
                ? Optional.of("deployment " + idle.name() + " carries " + image + " of release " + prepared
                        + ", which never had the traffic: it is no way back; allow it with force")
                : Optional.empty();
    }

    private static String standing(Deployment active) {
        return active.paused()
                ? "it is paused"
                : active.status().available() + " of " + active.desired() + " available, "
                        + active.status().updated() + " of its newest template";
    }

    private static Baseline baseline(
            BlueGreenSpec spec,
            Observation seen,
            Service service,
            Deployment active,
            Deployment idle,
            Map<String, String> newSelector,
            String container) {
        int wanted = Math.max(
                active.desired(),
                seen.autoscalerOf(active.name())
                        .map(autoscaler -> autoscaler.desired())
                        .orElse(0));
        return new Baseline(
                active.name(),
                idle.name(),
                container,
                active.image(container),
                spec.isRollback() ? idle.image(container) : spec.image(),
                Math.max(1, Math.max(spec.replicas(), wanted)),
                service.selector(),
                newSelector,
                idle.image(container),
                idle.desired(),
                Map.of(
                        "deployment/" + active.name(), active.metadata().uid(),
                        "deployment/" + idle.name(), idle.metadata().uid(),
                        "service/" + service.name(), service.metadata().uid()));
    }

    /** The named container, else the only one, else the one called like the application. */
    private static String container(BlueGreenSpec spec, Deployment active) {
        List<String> names = new ArrayList<>();
        active.template()
                .path("spec")
                .path("containers")
                .forEach(c -> names.add(c.path("name").asText()));
        Function<String, String> ifThere = name -> names.contains(name) ? name : "";
        if (!spec.container().isEmpty()) {
            return ifThere.apply(spec.container());
        }
        return names.size() == 1 ? names.get(0) : ifThere.apply(spec.application());
    }

    private static BlueGreenPreconditions refuse(List<String> refusals) {
        return new BlueGreenPreconditions(List.copyOf(refusals), List.of(), Optional.empty());
    }
}
