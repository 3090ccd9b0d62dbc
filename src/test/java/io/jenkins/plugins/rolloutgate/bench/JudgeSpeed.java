package io.jenkins.plugins.rolloutgate.bench;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Comparison;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveJudge;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** How many objectives with 100 points each are judged in a second of one core's time. */
final class JudgeSpeed {
    private static final int OBJECTIVES = 10_000;
    private static final int POINTS = 100;
    private static final int SETS = 50;
    private static final int ROUNDS = 5;

    private JudgeSpeed() {}

    static void print() {
        System.out.printf(
                "## Speed%n%n%,d objectives x %d points, CPU time of one thread, best of %d rounds.%n%n",
                OBJECTIVES, POINTS, ROUNDS);
        System.out.println("| objective | objectives a second |\n|---|---|");
        row(
                "value against a threshold",
                objective(Method.THRESHOLD, Indicator.Kind.VALUE, Duration.ofMinutes(5)),
                false);
        row(
                "share of counters against a threshold",
                objective(Method.THRESHOLD, Indicator.Kind.RATIO, Duration.ofMinutes(5)),
                false);
        row(
                "sequential test of counters, healthy",
                objective(Method.SEQUENTIAL, Indicator.Kind.RATIO, Duration.ZERO),
                false);
        row(
                "sequential test of counters, at the limit",
                objective(Method.SEQUENTIAL, Indicator.Kind.RATIO, Duration.ZERO),
                true);
    }

    private static void row(String name, Objective objective, boolean atLimit) {
        List<List<Sample>> sets = new ArrayList<>();
        for (int set = 0; set < SETS; set++) {
            sets.add(samples(set, atLimit));
        }
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            int failed = 0;
            for (int i = 0; i < OBJECTIVES; i++) {
                failed += ObjectiveJudge.judge(objective, sets.get(i % SETS)).verdict() == Verdict.FAIL ? 1 : 0;
            }
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
            best = Math.max(best, OBJECTIVES / seconds);
            if (failed == OBJECTIVES) {
                throw new IllegalStateException(name + ": all failed at once, so nothing was measured");
            }
        }
        System.out.printf("| %s | %,.0f |%n", name, best);
    }

    private static List<Sample> samples(int set, boolean atLimit) {
        RequestStream stream = new RequestStream(new SplittableRandom(set), atLimit ? 0.005 : 0.0005, 1);
        List<Sample> samples = new ArrayList<>();
        double bad = 0;
        double total = 0;
        for (int i = 0; i < POINTS; i++) {
            bad += stream.failures(200);
            total += 200;
            samples.add(new Sample(
                    "error rate",
                    "canary",
                    60.0 * i,
                    OptionalDouble.of(0.001),
                    Map.of("bad", Map.of("pod=a", bad), "total", Map.of("pod=a", total)),
                    Optional.empty(),
                    "",
                    Map.of()));
        }
        return samples;
    }

    private static Objective objective(Method method, Indicator.Kind kind, Duration window) {
        return new Objective(
                "error rate",
                "error rate < 0.5 %",
                new Indicator("prometheus", kind, Map.of(), Unit.RATIO, 1),
                OptionalDouble.empty(),
                method,
                Comparison.LESS,
                0.005,
                OptionalDouble.empty(),
                "",
                window,
                0,
                3,
                3,
                Policy.INCONCLUSIVE,
                Policy.INCONCLUSIVE,
                Severity.ROLLBACK,
                0.01);
    }
}
