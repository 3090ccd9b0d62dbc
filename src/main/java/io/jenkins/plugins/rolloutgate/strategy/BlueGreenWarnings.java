package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Labels;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.util.ArrayList;
import java.util.List;

/** What does not stop a blue-green release but may cost requests. */
final class BlueGreenWarnings {
    /** Kubernetes' default of {@code terminationGracePeriodSeconds}. */
    private static final int DEFAULT_GRACE = 30;

    private BlueGreenWarnings() {}

    static List<String> find(
            BlueGreenSpec spec, Observation seen, Service service, Deployment active, Deployment idle) {
        List<String> warnings = new ArrayList<>();
        for (Deployment deployment : List.of(active, idle)) {
            JsonNode pod = deployment.template().path("spec");
            boolean preStop = false;
            for (JsonNode container : pod.path("containers")) {
                preStop |= container.path("lifecycle").has("preStop");
            }
            if (!preStop) {
                warnings.add("pods of " + deployment.name() + " have no preStop hook: requests that still come to an"
                        + " ending pod may fail; add one that sleeps a few seconds");
            }
            int grace = pod.path("terminationGracePeriodSeconds").asInt(DEFAULT_GRACE);
            if (grace < spec.drain().toSeconds()) {
                warnings.add(
                        "pods of " + deployment.name() + " are given " + grace + " s to end, less than the drain of "
                                + Durations.text(spec.drain()) + ": raise terminationGracePeriodSeconds");
            }
        }
        seen.budgets().stream()
                .filter(budget -> Labels.matches(budget.selector(), active.podLabels())
                        && Labels.matches(budget.selector(), idle.podLabels()))
                .forEach(budget -> warnings.add("disruption budget " + budget.name()
                        + " counts both colours together: give each colour one of its own"));
        if (service.sessionAffinity()) {
            warnings.add("service " + service.name()
                    + " has session affinity: clients stay with their old pods longer after the switch");
        }
        for (Deployment deployment : List.of(active, idle)) {
            long count = seen.autoscalers().stream()
                    .filter(autoscaler -> autoscaler.deployment().equals(deployment.name()))
                    .count();
            if (count > 1) {
                warnings.add(
                        count + " autoscalers scale " + deployment.name() + ", which Kubernetes disables: keep one");
            }
        }
        return warnings;
    }
}
