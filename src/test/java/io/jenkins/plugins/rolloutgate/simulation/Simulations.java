package io.jenkins.plugins.rolloutgate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongFunction;

/** Many simulations, one after another. */
final class Simulations {
    private static final long FIRST_SEED = 1;

    private Simulations() {}

    /** Runs as many as asked for and fails with the first seed that breaks a rule. */
    static void run(String test, long usual, LongFunction<Simulation<?>> simulation) {
        Long replay = Long.getLong("rollout-gate.seed");
        long first = replay == null ? FIRST_SEED : replay;
        long count = replay == null ? Math.min(usual, Long.getLong("rollout-gate.simulations", usual)) : 1;
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

        for (long seed = first; seed < first + count; seed++) {
            outcomes.merge(simulate(test, seed, simulation), 1, Integer::sum);
        }

        System.out.println("simulated " + count + " releases of " + test + ": " + outcomes);
        if (replay == null) {
            assertThat(outcomes)
                    .as("a simulation that never gets somewhere proves nothing")
                    .containsOnlyKeys(Outcome.PROMOTED, Outcome.ROLLED_BACK, Outcome.ABORTED, Outcome.HELD);
        }
    }

    private static Outcome simulate(String test, long seed, LongFunction<Simulation<?>> simulation) {
        try {
            return simulation.apply(seed).run();
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    "seed " + seed + " broke a rule; replay it with -Dtest=" + test + " -Drollout-gate.seed=" + seed,
                    e);
        }
    }
}
