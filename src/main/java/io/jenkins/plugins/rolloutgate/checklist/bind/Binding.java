package io.jenkins.plugins.rolloutgate.checklist.bind;

import io.jenkins.plugins.rolloutgate.slo.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One proof that an item waits for. An item with several is proven by all of them together.
 *
 * @param subject what is looked for: the name of a gate, an objective, a phase, a check, a test, a role, a moment
 * @param at share of the phase that is meant, in percent; empty for any
 * @param expected what the numbers of the proof must be, in base units
 * @param text as it is written
 */
public record Binding(Kind kind, String subject, OptionalInt at, List<Expected> expected, String text) {

    public Binding {
        expected = List.copyOf(expected);
    }

    /** The approval of a role. */
    public static Binding sign(String role) {
        return new Binding(Kind.SIGN, role, OptionalInt.empty(), List.of(), "sign " + role);
    }

    /** Where the proof comes from. */
    public enum Kind {
        /** The verdict of a gate, by its name in the record. */
        GATE,
        /** An objective that was met to the end of a phase. */
        SLO,
        /** What an objective measured, to fill a blank, whether it was met or not. */
        VALUE,
        /** A phase that is over. */
        PHASE,
        /** A share of the traffic that was reached. */
        TRAFFIC,
        /** All pods of the new version are ready. */
        PODS,
        /** How long something took. */
        TIME,
        /** When something happened, to fill a blank. */
        MOMENT,
        /** Failed requests that were counted from outside. */
        REQUESTS,
        /** How the release ended. */
        OUTCOME,
        /** A check of the cluster, by its name. */
        CHECK,
        /** A test case of a JUnit report; {@code *} for all. */
        JUNIT,
        /** The sign-off of a role. */
        SIGN
    }

    /** A number that must be on the right side; {@code equal} if it must be the limit itself. */
    public record Expected(String name, Optional<Comparison> comparison, double limit) {
        public boolean holds(double value) {
            return comparison.map(sign -> sign.holds(value, limit)).orElse(value == limit);
        }
    }
}
