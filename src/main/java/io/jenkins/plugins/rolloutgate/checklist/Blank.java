package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.slo.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
    /** {@code No} is none of them: whether that is bad depends on what is asked. */
    private static final Set<String> REFUSALS =
            Set.of("❌", "✗", "✘", "no-go", "no go", "nogo", "fail", "failed", "not met", "reject", "rejected");

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

    /** Whether a choice says that it is not well, such as {@code NO-GO} or {@code ❌}. */
    public boolean isRefusal(String value) {
        return kind == Kind.CHOICE && REFUSALS.contains(value.strip().toLowerCase(Locale.ROOT));
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
