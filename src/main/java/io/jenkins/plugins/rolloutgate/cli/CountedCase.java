package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.slo.Comparison;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Judgement;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveCheck;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveJudge;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import io.jenkins.plugins.rolloutgate.slo.sequential.Dispersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A case of values or of counts for each look, judged as an objective would be in a release. */
final class CountedCase {
    private static final String CANARY = "canary";
    private static final String STABLE = "stable";

    private final JudgeCase json;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, double[]> sums = new HashMap<>();

    private CountedCase(JudgeCase json) {
        this.json = json;
    }

    static Judgement sequential(JudgeCase json) {
        CountedCase counted = new CountedCase(json);
        boolean besideStable = json.has("ratio");
        counted.looks();
        Dispersion dispersion = json.has("dispersion") ? known(json) : Dispersion.ESTIMATED;
        Objective objective = counted.objective(
                Method.SEQUENTIAL,
                Indicator.Kind.RATIO,
                besideStable ? json.number("ratio") - 1 : json.number("limit"),
                besideStable ? STABLE : "");
        return asGiven(ObjectiveJudge.judge(
                checked(objective, json), counted.samples, json.number("beta", ObjectiveJudge.BETA), dispersion));
    }

    /** A test of counters begins to count at its first look, which no case has: it is no look of the case. */
    private static Judgement asGiven(Judgement judgement) {
        Map<String, Double> numbers = new LinkedHashMap<>(judgement.numbers());
        numbers.computeIfPresent("looks", (name, looks) -> looks - 1);
        return new Judgement(judgement.verdict(), judgement.reason(), numbers, judgement.sentence());
    }

    private static Dispersion known(JudgeCase json) {
        double dispersion = json.number("dispersion");
        if (dispersion < 1) {
            throw json.wrong("dispersion", "at least 1");
        }
        return Dispersion.known(dispersion);
    }

    static Judgement threshold(JudgeCase json) {
        CountedCase counted = new CountedCase(json);
        Method method = json.has("lowerLimit") ? Method.RANGE : Method.THRESHOLD;
        Indicator.Kind kind = Indicator.Kind.VALUE;
        if (json.has("looks")) {
            kind = Indicator.Kind.RATIO;
            counted.looks();
        } else {
            counted.values(CANARY, json.numbers("values"));
        }
        String baseline = "";
        if (json.has("baseline")) {
            method = Method.RELATIVE;
            baseline = "given";
            counted.values("baseline", json.numbers("baseline"));
        }
        return ObjectiveJudge.judge(
                checked(counted.objective(method, kind, json.number("limit"), baseline), json), counted.samples);
    }

    private static Objective checked(Objective objective, JudgeCase json) {
        ObjectiveCheck.problem(objective).ifPresent(problem -> {
            throw json.wrong("limit", "such that it can be judged: " + problem);
        });
        return objective;
    }

    private void values(String side, double[] values) {
        for (double value : values) {
            add(side, OptionalDouble.of(value), Map.of());
        }
    }

    /** Each look is {@code bad} and {@code total}, or these for {@code canary} and {@code stable}. */
    private void looks() {
        List<JudgeCase> looks = json.cases("looks");
        boolean twoSides = looks.stream().anyMatch(look -> look.has(CANARY));
        counts(CANARY, 0, 0);
        if (twoSides) {
            counts(STABLE, 0, 0);
        }
        for (JudgeCase look : looks) {
            if (twoSides) {
                counts(STABLE, side(look, STABLE));
                counts(CANARY, side(look, CANARY));
            } else {
                counts(CANARY, look);
            }
        }
    }

    private JudgeCase side(JudgeCase look, String side) {
        return look.child(side).orElseThrow(() -> json.wrong("each of looks", "bad and total of canary and stable"));
    }

    private void counts(String side, JudgeCase look) {
        double bad = look.number("bad");
        double total = look.number("total");
        if (!(bad >= 0 && bad <= total)) {
            throw look.wrong("bad", "from 0 to total");
        }
        counts(side, bad, total);
    }

    private void counts(String side, double bad, double total) {
        double[] sum = sums.computeIfAbsent(side, unseen -> new double[2]);
        sum[0] += bad;
        sum[1] += total;
        add(side, OptionalDouble.empty(), Map.of("bad", Map.of("", sum[0]), "total", Map.of("", sum[1])));
    }

    private void add(String side, OptionalDouble value, Map<String, Map<String, Double>> counters) {
        long looks =
                samples.stream().filter(sample -> sample.side().equals(side)).count();
        samples.add(new Sample("", side, looks, value, counters, Optional.empty(), "", Map.of()));
    }

    private Objective objective(Method method, Indicator.Kind kind, double limit, String baseline) {
        String sign = json.text("comparison", "<");
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(each -> each.sign().equals(sign))
                .findFirst()
                .orElseThrow(() -> json.wrong("comparison", "one of < <= > >="));
        Unit unit = json.word("unit", Unit.class, kind == Indicator.Kind.RATIO ? Unit.RATIO : Unit.NUMBER);
        int failures = json.count("failureLimit", 0);
        return new Objective(
                json.text("name", kind == Indicator.Kind.RATIO ? "error rate" : "value"),
                "",
                new Indicator("", kind, Map.of(), unit, 1),
                OptionalDouble.empty(),
                method,
                comparison,
                limit,
                json.has("lowerLimit") ? OptionalDouble.of(json.number("lowerLimit")) : OptionalDouble.empty(),
                baseline,
                Duration.ZERO,
                json.count("minRequests", 0),
                failures,
                json.count("consecutiveLimit", failures),
                json.word("noData", Policy.class, Policy.INCONCLUSIVE),
                Policy.INCONCLUSIVE,
                Severity.ROLLBACK,
                json.number("alpha", 0.01));
    }
}
