package io.jenkins.plugins.rolloutgate.playground.node;

import java.time.Duration;

/**
 * How fast pods live.
 *
 * @param podStart from the creation of a pod to its readiness
 * @param drain how long a pod that ends goes on to serve, for a preStop hook
 */
public record NodeOptions(Duration podStart, Duration drain) {}
