package io.jenkins.plugins.rolloutgate.preflight;

import java.time.Duration;

/** What one check has found, and how long that took. */
public record Checked(String name, Finding finding, Duration took) {}
