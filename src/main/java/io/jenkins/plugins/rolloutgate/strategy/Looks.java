package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.slo.Judgement;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveJudge;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Judges the looks of a phase.
 *
 * <p>Holds only what it has parsed before: the same looks always give the same verdicts.
 */
final class Looks {
    private final IdentityHashMap<JsonNode, List<Sample>> parsed = new IdentityHashMap<>();
    private int phase = -1;

    /** The verdicts on all looks so far, if the last look has not been judged yet. */
    Optional<Action> judge(Ramp ramp, int phase, List<Objective> objectives) {
        List<Ramp.Look> looks = ramp.looks(phase);
        int judged = ramp.judged(phase).map(Looks::number).orElse(0);
        if (looks.isEmpty() || looks.get(looks.size() - 1).number() <= judged) {
            return Optional.empty();
        }
        List<Sample> samples = samples(phase, looks);
        ObjectNode data = Json.object()
                .put("phase", phase)
                .put("look", looks.get(looks.size() - 1).number());
        ArrayNode verdicts = data.putArray("verdicts");
        for (Objective objective : objectives) {
            List<Sample> its = samples.stream()
                    .filter(sample -> sample.objective().equals(objective.name()))
                    .toList();
            verdicts.add(verdict(objective, ObjectiveJudge.judge(objective, its)));
        }
        return Optional.of(new Action.Note(EventKind.JUDGED, data));
    }

    static int number(Event judged) {
        return judged.data().path("look").asInt();
    }

    private static ObjectNode verdict(Objective objective, Judgement judgement) {
        ObjectNode verdict = Json.object()
                .put("objective", objective.name())
                .put("severity", objective.severity().name())
                .put("verdict", judgement.verdict().name());
        judgement.reason().ifPresent(reason -> verdict.put("reason", reason.name()));
        verdict.put("sentence", judgement.sentence());
        return verdict.set("numbers", Json.tree(judgement.numbers()));
    }

    private List<Sample> samples(int phase, List<Ramp.Look> looks) {
        if (phase != this.phase) {
            parsed.clear();
            this.phase = phase;
        }
        List<Sample> samples = new ArrayList<>();
        for (Ramp.Look look : looks) {
            samples.addAll(parsed.computeIfAbsent(look.samples(), Looks::parse));
        }
        return samples;
    }

    private static List<Sample> parse(JsonNode samples) {
        List<Sample> parsed = new ArrayList<>();
        samples.forEach(sample -> parsed.add(Json.read(sample, Sample.class)));
        return parsed;
    }
}
