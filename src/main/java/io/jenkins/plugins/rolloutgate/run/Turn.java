package io.jenkins.plugins.rolloutgate.run;

import java.time.Instant;
import java.util.Optional;

/**
 * What a driver is to do after one turn.
 *
 * @param over whether the release has ended, or this driver may not go on with it
 * @param again when to take the next turn even if nothing changes
 */
public record Turn(boolean over, Optional<Instant> again) {
    static final Turn OVER = new Turn(true, Optional.empty());

    static Turn again(Instant when) {
        return new Turn(false, Optional.of(when));
    }
}
