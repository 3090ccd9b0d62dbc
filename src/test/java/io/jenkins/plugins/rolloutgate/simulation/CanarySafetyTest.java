package io.jenkins.plugins.rolloutgate.simulation;

import org.junit.jupiter.api.Test;

/**
 * Simulates {@code -Drollout-gate.simulations=N} canaries (3,000 unless given, and at most); {@code -Drollout-gate.seed=N}
 * replays a single one.
 */
class CanarySafetyTest {
    @Test
    void safetyRulesHoldThroughRandomFaults() {
        Simulations.run("CanarySafetyTest", 3_000, CanarySimulation::of);
    }
}
