package io.jenkins.plugins.rolloutgate.report;

import java.time.Duration;
import java.time.Instant;

/** What the release waited for or saw, and how long that was so. */
public record WaitRow(long event, Instant from, Instant to, String text) {
    public Duration took() {
        return Duration.between(from, to);
    }
}
