package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Reason;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * One canary release of a shop, for specifications. Stable has the traffic with {@code web:1}; the canary is to get
 * {@code web:2}. Every look finds 0 for every objective unless {@link #measures} or {@link #cannotMeasure} says otherwise.
 */
final class CanaryShop extends Play<CanaryShop> {
    private final CanaryArguments arguments;
    private final Map<String, Double> values = new HashMap<>();
    private String problem = "";

    private CanaryShop(CanaryArguments arguments, int pods) {
        super(ShopCluster.canary(pods, "web:1"));
        this.arguments = arguments.namespace("shop").application("web").image("web:2");
    }

    /** Shares by numbers of pods, of which stable has so many. */
    static CanaryShop byReplicas(int pods, String phases) {
        return new CanaryShop(new CanaryArguments().phases(phases), pods)
                .when(cluster -> cluster.delete(ShopCluster.ROUTE)
                        .delete(ShopCluster.TO_STABLE)
                        .delete(ShopCluster.TO_CANARY));
    }

    /** Shares by the weights of an HTTPRoute. */
    static CanaryShop byRoute(int pods, String phases) {
        return new CanaryShop(
                new CanaryArguments()
                        .phases(phases)
                        .router("httpRoute")
                        .stableService("to-stable")
                        .canaryService("to-canary"),
                pods);
    }

    /** With an objective, {@code errors < 5}, that is looked at every 15 s and has this severity. */
    CanaryShop judgedBy(String severity) {
        return asked(a -> a.objective(Map.of(
                "objective", "errors < 5", "name", "errors", "query", "q", "window", "1s", "severity", severity)));
    }

    CanaryShop asked(Consumer<CanaryArguments> change) {
        change.accept(arguments);
        return this;
    }

    /** The release is started with the arguments so far; on the first use, if nobody calls this. */
    CanaryShop started() {
        if (state().isEmpty()) {
            ObjectNode data = Json.object().put("release", RELEASE).put("strategy", "canary");
            note(EventKind.STARTED, data.set("spec", Json.tree(spec())));
        }
        return this;
    }

    CanaryShop measures(double errors) {
        values.put("errors", errors);
        problem = "";
        return this;
    }

    CanaryShop cannotMeasure(String why) {
        problem = why;
        return this;
    }

    @Override
    CanaryShop self() {
        return this;
    }

    @Override
    Strategy strategy() {
        return new CanaryStrategy(spec());
    }

    @Override
    Action next() {
        started();
        return super.next();
    }

    /** The gate that is answered beside what is wanted now. */
    Optional<Gate> beside() {
        Action action = strategy().next(started().state(), cluster().seen(), now());
        return action instanceof Action.Beside both ? Optional.of(both.gate()) : Optional.empty();
    }

    CanaryShop bodyAnswered(Verdict verdict, String sentence) {
        Gate body = beside().orElseThrow();
        return note(
                EventKind.GATE,
                Json.object()
                        .put("gate", body.name())
                        .put("verdict", verdict.name())
                        .put("sentence", sentence));
    }

    CanaryShop personSays(String answer) {
        String id = state().ramp().question().orElseThrow().id();
        return note("ann", EventKind.ANSWERED, Json.object().put("id", id).put("answer", answer));
    }

    CanaryShop continued(int until) {
        return note(EventKind.CONTINUED, Json.object().put("until", until));
    }

    /** Goes on until a phase is passed, and takes that down. */
    CanaryShop passed(int percent) {
        return until(action -> action instanceof Action.Note note
                        && note.kind() == EventKind.PHASE_PASSED
                        && note.data().path("percent").asInt() == percent)
                .step();
    }

    /** Goes on until a phase has its share. */
    CanaryShop reached(int percent) {
        return until(action -> action instanceof Action.Note note
                        && note.kind() == EventKind.GATE
                        && note.data().path("gate").asText().equals("share-" + percent))
                .step();
    }

    /** Goes on until people are asked, and takes the question down. */
    CanaryShop question() {
        return until(action -> action instanceof Action.Note note && note.kind() == EventKind.QUESTION)
                .step();
    }

    @Override
    CanaryShop answered(Verdict verdict, String sentence) {
        if (next() instanceof Action.Evaluate evaluate && evaluate.gate() instanceof Gate.Measure look) {
            return looked(look);
        }
        return super.answered(verdict, sentence);
    }

    private CanaryShop looked(Gate.Measure look) {
        List<Sample> samples = look.objectives().stream().map(this::sample).toList();
        return note(
                EventKind.MEASURED,
                Json.object()
                        .put("phase", look.phase())
                        .put("look", look.look())
                        .set("samples", Json.tree(samples)));
    }

    private Sample sample(Objective objective) {
        boolean measured = problem.isEmpty();
        return new Sample(
                objective.name(),
                "canary",
                now().getEpochSecond(),
                measured ? OptionalDouble.of(values.getOrDefault(objective.name(), 0.0)) : OptionalDouble.empty(),
                Map.of(),
                measured ? Optional.empty() : Optional.of(Reason.SOURCE_ERROR),
                problem,
                Map.of());
    }

    CanarySpec spec() {
        return arguments.spec(QueryCatalogue.builtIn());
    }

    /** Goes on as a process does that has found no journal. */
    CanaryShop losingItsJournal() {
        ObjectNode data = Json.object().put("release", RELEASE).put("strategy", "canary");
        data.set("spec", Json.tree(spec()));
        data.put("startedAt", START.toString());
        var baseline = state().baseline().orElseThrow().path("baseline");
        data.putObject("baseline").set("baseline", baseline);
        spec().adopt(RELEASE, baseline, cluster().seen(), data);
        return forget().note(EventKind.ADOPTED, data);
    }
}
