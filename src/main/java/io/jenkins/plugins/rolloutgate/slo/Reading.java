package io.jenkins.plugins.rolloutgate.slo;

import java.util.OptionalDouble;

/**
 * What one look says about the value of an objective.
 *
 * @param value in base units, finite; empty when there is none
 * @param requests that it is made of; 0 where they are not counted
 * @param problem why there is no value; null when there is one
 * @param message the problem in words
 */
record Reading(OptionalDouble value, double requests, Reason problem, String message) {
    static Reading of(double value, double requests) {
        return new Reading(OptionalDouble.of(value), requests, null, "");
    }

    static Reading none(Reason problem, String message) {
        return new Reading(OptionalDouble.empty(), 0, problem, message);
    }
}
