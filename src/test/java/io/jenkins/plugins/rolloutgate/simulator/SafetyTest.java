package io.jenkins.plugins.rolloutgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Outcome;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Simulates {@code -Drollout-gate.simulations=N} releases (10,000 unless given); {@code -Drollout-gate.seed=N} replays
 * a single one.
 */
class SafetyTest {
    private static final long FIRST_SEED = 1;

    @Test
    void safetyRulesHoldThroughRandomFaults() {
        Long replay = Long.getLong("rollout-gate.seed");
        long first = replay == null ? FIRST_SEED : replay;
        long count = replay == null ? Long.getLong("rollout-gate.simulations", 10_000) : 1;
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

        for (long seed = first; seed < first + count; seed++) {
            outcomes.merge(simulate(seed), 1, Integer::sum);
        }

        System.out.println("simulated " + count + " releases: " + outcomes);
        if (replay == null) {
            assertThat(outcomes)
                    .as("a simulation that never gets somewhere proves nothing")
                    .containsOnlyKeys(Outcome.PROMOTED, Outcome.ROLLED_BACK, Outcome.ABORTED, Outcome.HELD);
        }
    }

    private static Outcome simulate(long seed) {
        try {
            return new Simulation(seed, Sabotage.NONE).run();
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    "seed " + seed + " broke a rule; replay it with -Dtest=SafetyTest -Drollout-gate.seed=" + seed, e);
        }
    }
}
