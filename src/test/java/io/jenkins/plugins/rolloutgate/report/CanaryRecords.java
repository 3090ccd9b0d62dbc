package io.jenkins.plugins.rolloutgate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.slo.Judgement;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveJudge;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import io.jenkins.plugins.rolloutgate.strategy.Approval;
import io.jenkins.plugins.rolloutgate.strategy.CanaryBaseline;
import io.jenkins.plugins.rolloutgate.strategy.CanaryPhases;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.strategy.OnFailure;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import io.jenkins.plugins.rolloutgate.strategy.Router;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Records of invented canaries and verifications of {@code streamgate}, judged by the real judge. */
public final class CanaryRecords {
    private static final String STABLE = "streamgate-stable";
    private static final String CANARY = "streamgate-canary";
    private static final String ROUTE = "streamgate";

    private final SampleRecords record;
    private final UnaryOperator<String> words;
    private final SampleObjectives source = new SampleObjectives();
    private final List<Sample> samples = new ArrayList<>();
    private int phase;
    private int look;

    private CanaryRecords(UnaryOperator<String> words) {
        this.words = words;
        this.record = SampleRecords.worded(words);
    }

    private CanaryRecords started(Router router) {
        boolean routed = router != Router.REPLICAS;
        CanarySpec spec = new CanarySpec(
                words.apply("prod-eu"),
                "media",
                words.apply("streamgate"),
                STABLE,
                CANARY,
                "streamgate",
                router,
                routed ? ROUTE : "",
                routed ? STABLE : "",
                routed ? CANARY : "",
                SampleRecords.NEW_IMAGE,
                "streamgate",
                CanaryPhases.parse("10%:10m, 25%:20m, 50%:30m:ask, 100%:10m"),
                Duration.ofHours(2),
                Duration.ofMinutes(1),
                5,
                SampleObjectives.ALL,
                Optional.empty(),
                false,
                new Approval(
                        List.of(words.apply("operations"), words.apply("jana")),
                        Duration.ofHours(1),
                        OnFailure.ROLLBACK),
                Duration.ofSeconds(30),
                OnFailure.ROLLBACK,
                false,
                false,
                100);
        start(CanarySpec.STRATEGY, Json.tree(spec));
        record.after(31)
                .event(
                        EventKind.TRAFFIC,
                        Json.object().put(STABLE, routed ? 100 : 8).put(CANARY, 0));
        CanaryBaseline baseline = new CanaryBaseline(
                "streamgate",
                words.apply(SampleRecords.OLD_IMAGE),
                words.apply(SampleRecords.NEW_IMAGE),
                8,
                words.apply(SampleRecords.OLD_IMAGE),
                0,
                routed ? Map.of() : Map.of("app", "streamgate"),
                routed ? "" : "version",
                routed ? "" : "stable",
                routed ? "" : "canary",
                Map.of(),
                Map.of());
        ObjectNode data = Json.object();
        data.set("baseline", Json.tree(baseline));
        data.putArray("warnings");
        data.putObject("manifests");
        record.event(EventKind.BASELINE, data).after(4).owned();
        return this;
    }

    private void start(String strategy, ObjectNode spec) {
        ObjectNode data = Json.object()
                .put("release", words.apply("streamgate-20261121-024000"))
                .put("strategy", strategy)
                .put("tool", "0.1.0");
        data.set("spec", spec);
        record.event(words.apply("jana"), EventKind.STARTED, data);
    }

    private CanaryRecords traffic(int stable, int canary) {
        record.after(40)
                .event(EventKind.TRAFFIC, Json.object().put(STABLE, stable).put(CANARY, canary));
        return this;
    }

    /** Gives the canary a share by the route's weights. */
    private CanaryRecords weigh(int percent, int pods, int podsBefore, int percentBefore) {
        record.phase(Phase.canary(percent))
                .write("canary", "Deployment", CANARY, "replicas " + podsBefore + " -> " + pods)
                .progress("ready " + podsBefore + " of " + pods)
                .after(34_000)
                .write(
                        "shift",
                        "HTTPRoute",
                        ROUTE,
                        "weight of " + STABLE + " " + (100 - percentBefore) + " -> " + (100 - percent) + ", weight of "
                                + CANARY + " " + percentBefore + " -> " + percent);
        traffic(100 - percent, percent);
        record.after(1_900)
                .gate("share-" + percent, "PASS", "every parent of streamgate has accepted " + percent + "%");
        return this;
    }

    private CanaryRecords replicas(int percent, int canary, int stable) {
        record.phase(Phase.canary(percent))
                .write("canary", "Deployment", CANARY, "replicas 0 -> " + canary)
                .after(21_000)
                .progress("ready 0 of " + canary)
                .after(4_000);
        if (stable < 8) {
            record.write("stable", "Deployment", STABLE, "replicas 8 -> " + stable);
        }
        traffic(stable, canary);
        record.after(900)
                .gate("share-" + percent, "PASS", canary + " of " + (canary + stable) + " endpoints are the canary's");
        return this;
    }

    /** A look each minute. */
    private CanaryRecords looks(int count, int requests, SampleObjectives.Behaviour behaviour) {
        return looks(count, "canary", requests, behaviour);
    }

    private CanaryRecords looks(int count, String side, int requests, SampleObjectives.Behaviour behaviour) {
        for (int i = 0; i < count; i++) {
            record.after(i == 0 && look == 0 ? Duration.ofSeconds(5) : Duration.ofMinutes(1));
            List<Sample> now = source.look(record.now(), side, requests, behaviour);
            samples.addAll(now);
            ObjectNode measured = Json.object().put("phase", phase).put("look", ++look);
            ArrayNode all = measured.putArray("samples");
            now.forEach(sample -> all.add(worded(Json.tree(sample))));
            record.event(EventKind.MEASURED, measured).event(EventKind.JUDGED, judged());
        }
        return this;
    }

    private ObjectNode worded(ObjectNode sample) {
        ObjectNode queries = (ObjectNode) sample.path("queries");
        queries.properties()
                .forEach(query -> query.setValue(
                        queries.textNode(words.apply(query.getValue().asText()))));
        return sample;
    }

    private ObjectNode judged() {
        ObjectNode data = Json.object().put("phase", phase).put("look", look);
        ArrayNode verdicts = data.putArray("verdicts");
        for (Objective objective : SampleObjectives.ALL) {
            boolean comparable = !samples.get(0).side().equals("release")
                    || objective.baseline().isEmpty();
            if (comparable) {
                verdicts.add(verdict(objective));
            }
        }
        return data;
    }

    private ObjectNode verdict(Objective objective) {
        Judgement judgement = ObjectiveJudge.judge(
                objective,
                samples.stream()
                        .filter(sample -> sample.objective().equals(objective.name()))
                        .toList());
        ObjectNode verdict = Json.object()
                .put("objective", objective.name())
                .put("severity", objective.severity().name())
                .put("verdict", judgement.verdict().name());
        judgement.reason().ifPresent(reason -> verdict.put("reason", reason.name()));
        verdict.put("sentence", words.apply(judgement.sentence()));
        return verdict.set("numbers", Json.tree(judgement.numbers()));
    }

    private CanaryRecords passed(int percent, String by, String reason) {
        record.event(
                EventKind.PHASE_PASSED,
                Json.object()
                        .put("phase", phase++)
                        .put("percent", percent)
                        .put("by", by)
                        .put("reason", words.apply(reason)));
        samples.clear();
        look = 0;
        return this;
    }

    private CanaryRecords asked(int percent) {
        String evidence =
                words.apply("error rate: 288 of 144000 requests count against it (0.2 %), shown to keep the limit;"
                        + " p95 is 312 ms, and must be < 400 ms");
        ObjectNode data = Json.object()
                .put("id", "approve-" + percent + "-1")
                .put("kind", "approve")
                .put("percent", percent)
                .put("text", "Go on from " + percent + "%? the phase is done (" + evidence + ")")
                .put("evidence", evidence)
                .put("expires", "PT1H")
                .put("silence", "ROLLBACK");
        data.putArray("from").add(words.apply("operations")).add(words.apply("jana"));
        data.putArray("answers").add("go").add("no-go").add("hold");
        record.event(EventKind.QUESTION, data);
        return this;
    }

    private CanaryRecords answered(int percent, String answer, String actor, String comment) {
        record.event(
                words.apply(actor),
                EventKind.ANSWERED,
                Json.object()
                        .put("id", "approve-" + percent + "-1")
                        .put("answer", answer)
                        .put("comment", words.apply(comment)));
        return this;
    }

    private CanaryRecords upToAHalf() {
        started(Router.HTTP_ROUTE).weigh(10, 1, 0, 0).looks(11, 1200, SampleObjectives.Behaviour.HEALTHY);
        passed(10, "time", "error rate: 24 of 12000 requests count against it (0.2 %)");
        weigh(25, 2, 1, 10)
                .looks(6, 2400, SampleObjectives.Behaviour.HEALTHY)
                .looks(1, 2400, new SampleObjectives.Behaviour(0, 0, false))
                .looks(14, 2400, SampleObjectives.Behaviour.HEALTHY);
        passed(25, "time", "error rate: 96 of 48000 requests count against it (0.2 %)");
        return weigh(50, 4, 2, 25);
    }

    public SampleRecords record() {
        return record;
    }

    /** Waits at 50 % for operations or jana, and looks on. */
    public static SampleRecords waiting() {
        return waiting(word -> word);
    }

    static SampleRecords waiting(UnaryOperator<String> words) {
        CanaryRecords canary = new CanaryRecords(words).upToAHalf().looks(31, 4800, SampleObjectives.Behaviour.HEALTHY);
        canary.asked(50).looks(12, 4800, SampleObjectives.Behaviour.HEALTHY);
        return canary.record()
                .progress("waiting for go or no-go of operations or jana at 50%")
                .after(20_000);
    }

    /** Until 25 %, in the middle of its hold. */
    public static SampleRecords holding() {
        CanaryRecords canary = new CanaryRecords(word -> word).started(Router.HTTP_ROUTE);
        canary.weigh(10, 1, 0, 0).looks(11, 1200, SampleObjectives.Behaviour.HEALTHY);
        canary.passed(10, "time", "error rate: 24 of 12000 requests count against it (0.2 %)");
        canary.weigh(25, 2, 1, 10).looks(15, 4800, SampleObjectives.Behaviour.HEALTHY);
        return canary.record().progress("holding 25%, 15 looks").after(1_000);
    }

    /** All phases pass; jana lets it go on from 50 %, and stable is promoted. */
    public static SampleRecords promoted() {
        CanaryRecords canary =
                new CanaryRecords(word -> word).upToAHalf().looks(31, 4800, SampleObjectives.Behaviour.HEALTHY);
        canary.asked(50).looks(8, 4800, SampleObjectives.Behaviour.HEALTHY);
        canary.answered(50, "go", "jana", "looks good, support is on duty")
                .passed(50, "person", "go by jana: looks good, support is on duty")
                .weigh(100, 8, 4, 50)
                .looks(11, 9600, SampleObjectives.Behaviour.HEALTHY);
        canary.passed(100, "time", "error rate: 192 of 96000 requests count against it (0.2 %)");
        SampleRecords record = canary.record();
        record.phase(Phase.PROMOTE)
                .write(
                        "stable",
                        "Deployment",
                        STABLE,
                        "image " + SampleRecords.OLD_IMAGE + " -> " + SampleRecords.NEW_IMAGE)
                .progress("stable has 0 of 8 new pods ready")
                .after(48_000)
                .write(
                        "shift-back",
                        "HTTPRoute",
                        ROUTE,
                        "weight of " + STABLE + " 0 -> 100, weight of " + CANARY + " 100 -> 0");
        canary.traffic(100, 0);
        return record.phase(Phase.CANARY_STANDS_BY)
                .progress("the canary stands by until its clients have left")
                .after(30_000)
                .phase(Phase.CANARY_DOWN)
                .write("canary", "Deployment", CANARY, "replicas 8 -> 0")
                .after(3_000)
                .ended("PROMOTED", SampleRecords.NEW_IMAGE + " has all the traffic");
    }

    /** 3 % errors at 25 % by replicas; caught by the sequential test. */
    public static SampleRecords rolledBack() {
        return rolledBack(word -> word);
    }

    static SampleRecords rolledBack(UnaryOperator<String> words) {
        CanaryRecords canary = new CanaryRecords(words).started(Router.REPLICAS);
        canary.replicas(10, 1, 8).looks(11, 1200, SampleObjectives.Behaviour.HEALTHY);
        canary.passed(10, "time", "error rate: 24 of 12000 requests count against it (0.2 %)");
        canary.replicas(25, 2, 6).looks(1, 600, SampleObjectives.Behaviour.HEALTHY);
        SampleObjectives.Behaviour broken = new SampleObjectives.Behaviour(0.031, 0.36, true);
        while (!canary.verdict(SampleObjectives.ALL.get(0))
                .path("verdict")
                .asText()
                .equals("FAIL")) {
            canary.looks(1, 600, broken);
        }
        String reason =
                canary.verdict(SampleObjectives.ALL.get(0)).path("sentence").asText();
        SampleRecords record = canary.record();
        record.after(3)
                .decision("rollback", reason)
                .phase(Phase.ROLLBACK)
                .write("stable", "Deployment", STABLE, "replicas 6 -> 8")
                .progress("stable is made ready first: 6 of 8")
                .after(14_000)
                .write("shift-back", "Service", "streamgate", "selector version any -> stable");
        canary.traffic(8, 0);
        return record.write("end-canary", "Deployment", CANARY, "replicas 2 -> 0")
                .progress("2 bad pods ending")
                .after(4_200)
                .phase(Phase.STABLE_RESTORED)
                .write("widen", "Service", "streamgate", "selector version stable -> any")
                .ended("ROLLED_BACK", reason + "; the traffic is back on " + SampleRecords.OLD_IMAGE);
    }

    /** A verification in which the answers get too slow. */
    public static SampleRecords verificationFailed() {
        CanaryRecords verify = verification();
        verify.looks(14, "release", 3000, SampleObjectives.Behaviour.HEALTHY)
                .looks(3, "release", 3000, new SampleObjectives.Behaviour(0.002, 0.47, true));
        return verify.record()
                .ended(
                        "FAILED",
                        verify.verdict(SampleObjectives.ALL.get(1))
                                .path("sentence")
                                .asText());
    }

    /** A verification that is met to its end. */
    public static SampleRecords verificationPassed() {
        CanaryRecords verify = verification().looks(31, "release", 3000, SampleObjectives.Behaviour.HEALTHY);
        return verify.record().ended("PASSED", "every objective is met");
    }

    private static CanaryRecords verification() {
        CanaryRecords verify = new CanaryRecords(word -> word);
        VerifySpec spec = new VerifySpec(
                "prod-eu",
                "media",
                "streamgate",
                Map.of("namespace", "media", "deployment", "streamgate"),
                SampleObjectives.ALL.stream()
                        .filter(objective -> objective.baseline().isEmpty())
                        .toList(),
                Duration.ofMinutes(30),
                Duration.ofMinutes(1),
                "");
        verify.start(VerifySpec.STRATEGY, Json.tree(spec));
        verify.record().phase(Phase.VERIFY);
        return verify;
    }
}
