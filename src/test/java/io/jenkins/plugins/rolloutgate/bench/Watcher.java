package io.jenkins.plugins.rolloutgate.bench;

import io.jenkins.plugins.rolloutgate.slo.aca.AcaClassifier;
import io.jenkins.plugins.rolloutgate.slo.aca.AcaPolicy;
import io.jenkins.plugins.rolloutgate.slo.aca.Classification;
import io.jenkins.plugins.rolloutgate.slo.aca.Direction;
import io.jenkins.plugins.rolloutgate.slo.sequential.Dispersion;
import io.jenkins.plugins.rolloutgate.slo.sequential.SequentialTest;
import java.util.Arrays;
import java.util.function.Supplier;

/** A policy that looks at a canary again and again, and says when to roll it back. */
interface Watcher {
    double ALPHA = 0.01;
    double BETA = 0.05;

    /** Takes one look at both sides; true rolls back. */
    boolean look(int bad, int total, int stableBad, int stableTotal);

    /** A new watcher for each canary, with what it is called. */
    record Policy(String name, Supplier<Watcher> watcher) {}

    static Policy sequential(String name, double limit, Dispersion dispersion) {
        return new Policy(name, () -> {
            SequentialTest test = new SequentialTest(ALPHA, BETA, dispersion);
            return (bad, total, stableBad, stableTotal) -> {
                test.look(bad, total, limit);
                return test.isFailed();
            };
        });
    }

    /** Says when a canary is promoted early, not when it is rolled back. */
    static Policy promotes(String name, double limit, Dispersion dispersion) {
        return new Policy(name, () -> {
            SequentialTest test = new SequentialTest(ALPHA, BETA, dispersion);
            return (bad, total, stableBad, stableTotal) -> {
                test.look(bad, total, limit);
                return test.isPassed();
            };
        });
    }

    static Policy besideStable(String name, double ratio) {
        return new Policy(name, () -> {
            SequentialTest test = new SequentialTest(ALPHA, BETA, Dispersion.ESTIMATED);
            return (bad, total, stableBad, stableTotal) -> {
                test.look(bad, total, stableBad, stableTotal, ratio);
                return test.isFailed();
            };
        });
    }

    /** Fails with one failed look more than tolerated. */
    static Policy threshold(String name, double limit, int tolerated) {
        return new Policy(name, () -> {
            int[] failed = new int[1];
            return (bad, total, stableBad, stableTotal) -> {
                failed[0] += bad > limit * total ? 1 : 0;
                return failed[0] > tolerated;
            };
        });
    }

    /** Compares the rates of all looks so far by rank, in every so many looks. */
    static Policy mannWhitney(String name, int every) {
        AcaPolicy usual = AcaPolicy.ofTheJudge();
        AcaClassifier judge = new AcaClassifier(new AcaPolicy(
                usual.tolerance(),
                usual.confidence(),
                Direction.INCREASE,
                usual.nanStrategy(),
                false,
                usual.measure(),
                usual.effect(),
                usual.critical(),
                false,
                false));
        return new Policy(name, () -> new Watcher() {
            private double[] canary = new double[0];
            private double[] stable = new double[0];

            @Override
            public boolean look(int bad, int total, int stableBad, int stableTotal) {
                int looks = canary.length + 1;
                canary = Arrays.copyOf(canary, looks);
                stable = Arrays.copyOf(stable, looks);
                canary[looks - 1] = (double) bad / total;
                stable[looks - 1] = (double) stableBad / stableTotal;
                return looks % every == 0 && judge.classify(stable, canary).classification() == Classification.HIGH;
            }
        });
    }
}
