package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Answers one look at the objectives: asks the metric source of each, for each side that it concerns. */
public final class MeasureGate {
    /** A source that failed after so long will not do better at the next query; others are not to wait for it again. */
    private static final Duration HANGING = Duration.ofSeconds(5);

    private final Metrics metrics;
    private final InstantSource clock;

    /**
     * Asks the sources of a release.
     *
     * @param clock tells the time of samples that no source could tell it for
     */
    public MeasureGate(Metrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes one look; blocks as long as the sources do, but for each that hangs only once. */
    public GateRunner.Answer look(Gate.Measure gate) {
        Measuring measuring = new Measuring(metrics.sources(), clock);
        List<Sample> samples = new ArrayList<>();
        Map<String, String> hanging = new HashMap<>();
        for (Objective objective : gate.objectives()) {
            gate.sides().forEach((side, variables) -> {
                if (!side.equals(Objective.STABLE) || objective.baseline().equals(Objective.STABLE)) {
                    samples.add(take(measuring, objective, side, variables, hanging));
                }
            });
            if (gate.look() == 1 && Baselines.isCaptured(objective)) {
                samples.addAll(metrics.baseline(objective));
            }
        }
        ObjectNode numbers = Json.object();
        numbers.set("samples", Json.tree(samples));
        return new GateRunner.Answer(Verdict.PASS, "looked", numbers);
    }

    private Sample take(
            Measuring measuring,
            Objective objective,
            String side,
            Map<String, String> variables,
            Map<String, String> hanging) {
        String source = objective.indicator().source();
        if (hanging.containsKey(source)) {
            return measuring.notAsked(objective, side, hanging.get(source));
        }
        Instant before = clock.instant();
        Sample sample = measuring.take(objective, side, variables);
        boolean failed = sample.problem().filter(Reason.SOURCE_ERROR::equals).isPresent();
        if (failed && Duration.between(before, clock.instant()).compareTo(HANGING) >= 0) {
            hanging.put(source, "not asked again in this look: " + sample.message());
        }
        return sample;
    }

    /** What is written down of a look; one that was cut short measured nothing, and says so for every objective. */
    static ArrayNode samples(Gate.Measure gate, GateRunner.Answer answer) {
        if (answer.numbers().path("samples") instanceof ArrayNode samples) {
            return samples;
        }
        List<Sample> nothing = gate.objectives().stream()
                .flatMap(objective -> gate.sides().keySet().stream()
                        .filter(side -> !side.equals(Objective.STABLE)
                                || objective.baseline().equals(Objective.STABLE))
                        .map(side -> new Sample(
                                objective.name(),
                                side,
                                0,
                                OptionalDouble.empty(),
                                Map.of(),
                                Optional.of(Reason.SOURCE_ERROR),
                                answer.sentence(),
                                Map.of())))
                .toList();
        return Json.tree(nothing);
    }
}
