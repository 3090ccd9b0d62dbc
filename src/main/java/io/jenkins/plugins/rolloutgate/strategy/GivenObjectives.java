package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveCheck;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveLint;
import java.util.List;

/** What is wrong with the objectives that people gave, before anything is done. */
final class GivenObjectives {
    private GivenObjectives() {}

    /**
     * Refuses objectives that can never be judged, or never be met.
     *
     * @throws IllegalArgumentException in one line, for the first of them
     */
    static List<Objective> checked(List<Objective> objectives) {
        objectives.forEach(objective -> ObjectiveCheck.problem(objective).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        }));
        ObjectiveLint.check(objectives).stream()
                .filter(ObjectiveLint.Finding::error)
                .findFirst()
                .ifPresent(finding -> {
                    throw new IllegalArgumentException(finding.message());
                });
        return objectives;
    }

    /** Objectives that contradict each other, or never decide anything; each in one line. */
    static List<String> warnings(List<Objective> objectives) {
        return ObjectiveLint.check(objectives).stream()
                .filter(finding -> !finding.error())
                .map(ObjectiveLint.Finding::message)
                .toList();
    }
}
