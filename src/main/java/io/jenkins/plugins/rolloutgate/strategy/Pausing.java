package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.util.Optional;

/**
 * A release that a person holds where it is: it begins nothing new, and goes on looking at what it has. It takes as long as
 * the person wants, and turns back all the same for what speaks against it.
 */
final class Pausing {
    private Pausing() {}

    /** What to do instead of the next step; empty if nobody holds the release. */
    static Optional<Action> instead(ReleaseState state, Phase phase) {
        return state.ramp()
                .pause()
                .map(pause -> new Action.Wait(
                        phase, "held by " + pause.actor() + ": " + pause.reason(), Optional.empty(), Optional.empty()));
    }
}
