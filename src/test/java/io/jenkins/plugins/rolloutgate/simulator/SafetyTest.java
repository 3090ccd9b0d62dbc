package io.jenkins.plugins.rolloutgate.simulator;

import org.junit.jupiter.api.Test;

/**
 * Simulates {@code -Drollout-gate.simulations=N} releases (10,000 unless given); {@code -Drollout-gate.seed=N} replays
 * a single one.
 */
class SafetyTest {
    @Test
    void safetyRulesHoldThroughRandomFaults() {
        Simulations.run("SafetyTest", 10_000, BlueGreenSimulation::of);
    }
}
