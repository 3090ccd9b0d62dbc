package io.jenkins.plugins.rolloutgate.checklist;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When something is to be done, as a plan says it.
 *
 * @param at time of day at which it begins
 * @param until time of day at which it ends
 * @param least shortest duration
 * @param most longest duration; the same unless a range is given
 * @param after how long after the release it is due, such as 24 h for a 24-hour checkpoint
 */
public record Timing(
        Optional<LocalTime> at,
        Optional<LocalTime> until,
        Optional<Duration> least,
        Optional<Duration> most,
        Optional<Duration> after) {

    public static final Timing NONE =
            new Timing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
