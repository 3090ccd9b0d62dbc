package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.slo.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * A gap to fill in, such as {@code _____ ms}, or a choice such as {@code Yes / No}.
 *
 * @param label what stands before it, for people
 * @param unit what stands behind it, such as {@code ms}; empty for none
 * @param options of a choice; empty for the others
 * @param line from 1
 * @param column from 0, in the repaired line
 * @param length in characters
 */
public record Blank(Kind kind, String label, String unit, List<String> options, int line, int column, int length) {
    public Blank {
        options = List.copyOf(options);
    }

    /** One of its unit, in the base unit; empty where it has none that is known. */
    public Optional<Quantity> one() {
        String known = unit.replaceFirst("^(?:req|requests|ops)/s(?:ec)?$|^rps$", "/s")
                .replaceFirst("^sec(?:onds)?$", "s")
                .replaceFirst("^minutes$", "min");
        try {
            return unit.isEmpty() ? Optional.empty() : Optional.of(Quantity.parse("1" + known));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What belongs into it. */
    public enum Kind {
        TEXT,
        NUMBER,
        DATE,
        TIME,
        CHOICE
    }
}
