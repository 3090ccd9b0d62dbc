package io.jenkins.plugins.rolloutgate.strategy;

import java.time.Duration;
import java.util.List;

/**
 * Who is asked, and what silence means.
 *
 * @param from users or groups; empty for whoever may build the job, or holds the shell
 * @param expires how long the question stands, by observed time
 * @param silence what follows when nobody answers in that time
 */
public record Approval(List<String> from, Duration expires, OnFailure silence) {
    public static final Approval DEFAULT = new Approval(List.of(), Duration.ofHours(1), OnFailure.HOLD);

    public Approval {
        from = List.copyOf(from);
        if (expires.isNegative() || expires.isZero()) {
            throw new IllegalArgumentException("a question must be open for longer than 0 s");
        }
    }
}
