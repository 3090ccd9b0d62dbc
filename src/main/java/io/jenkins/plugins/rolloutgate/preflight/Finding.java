package io.jenkins.plugins.rolloutgate.preflight;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a check has found.
 *
 * @param seen one sentence
 * @param todo what to do about it; empty where there is nothing to do
 * @param numbers by name, in base units, for bindings of a checklist
 */
public record Finding(Status status, String seen, String todo, Map<String, Double> numbers) implements Check.Step {
    public Finding {
        numbers = Map.copyOf(new TreeMap<>(numbers));
    }

    /** How a check stands. */
    public enum Status {
        PASS,
        /** The release may go on, but somebody should know. */
        WARN,
        FAIL,
        NOT_APPLICABLE,
        /** It could not be told. */
        UNKNOWN
    }

    public static Finding pass(String seen) {
        return new Finding(Status.PASS, seen, "", Map.of());
    }

    public static Finding warn(String seen, String todo) {
        return new Finding(Status.WARN, seen, todo, Map.of());
    }

    public static Finding fail(String seen, String todo) {
        return new Finding(Status.FAIL, seen, todo, Map.of());
    }

    public static Finding notApplicable(String why) {
        return new Finding(Status.NOT_APPLICABLE, why, "", Map.of());
    }

    public static Finding unknown(String why, String todo) {
        return new Finding(Status.UNKNOWN, why, todo, Map.of());
    }

    public Finding with(String name, double value) {
        Map<String, Double> more = new TreeMap<>(numbers);
        more.put(name, value);
        return new Finding(status, seen, todo, more);
    }
}
