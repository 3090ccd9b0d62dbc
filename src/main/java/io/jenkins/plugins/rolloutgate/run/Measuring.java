package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

final class Measuring {
    private Measuring() {}

    static Sample sample(Metrics metrics, Objective objective, String side, Map<String, String> variables) {
        return new Sample(objective.name(), side, 0, OptionalDouble.empty(), Map.of(), Optional.of(Reason.NO_DATA), "", Map.of());
    }
}
