package io.jenkins.plugins.rolloutgate.simulator;

import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.strategy.Strategy;
import java.util.List;

/** What is broken on purpose in a simulation, to prove that the rules catch it. */
interface Sabotage {
    Sabotage NONE = new Sabotage() {};

    /** The strategy that releases follow instead of the right one. */
    default Strategy strategy(Strategy right) {
        return right;
    }

    /** The patch that reaches the cluster instead of the one that a driver sent. */
    default List<PatchOp> patch(List<PatchOp> right) {
        return right;
    }
}
