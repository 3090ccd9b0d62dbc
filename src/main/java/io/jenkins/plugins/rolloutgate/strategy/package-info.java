/**
 * Strategies: pure functions from (spec, record so far, observation, time) to the next action.
 *
 * <p>No I/O, no clock, no threads, no Kubernetes client: the same code runs in production and in the simulator.
 */
package io.jenkins.plugins.rolloutgate.strategy;
