package io.jenkins.plugins.rolloutgate.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit as people write it, such as {@code 0.5%}, {@code 400 ms}, {@code 300Mi} or {@code 30000/s}, in base units.
 *
 * @param value in the base unit
 */
public record Quantity(double value, Unit unit) {
    private static final Pattern WRITTEN = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*(\\S.*)?");

    private static final String UNITS =
            "%, ms, s, min, B, Ki, Mi, Gi, MB, GB, /s, /min, cores, or none for a plain number";

    /** A unit with the factor that leads to its base unit. */
    private record Written(Unit unit, String factor) {}

    private static final Map<String, Written> WRITTEN_UNITS = Map.ofEntries(
            Map.entry("", new Written(Unit.NUMBER, "1")),
            Map.entry("%", new Written(Unit.RATIO, "0.01")),
            Map.entry("ns", new Written(Unit.SECONDS, "1e-9")),
            Map.entry("us", new Written(Unit.SECONDS, "1e-6")),
            Map.entry("µs", new Written(Unit.SECONDS, "1e-6")),
            Map.entry("ms", new Written(Unit.SECONDS, "1e-3")),
            Map.entry("s", new Written(Unit.SECONDS, "1")),
            Map.entry("min", new Written(Unit.SECONDS, "60")),
            Map.entry("h", new Written(Unit.SECONDS, "3600")),
            Map.entry("b", new Written(Unit.BYTES, "1")),
            Map.entry("kb", new Written(Unit.BYTES, "1e3")),
            Map.entry("mb", new Written(Unit.BYTES, "1e6")),
            Map.entry("gb", new Written(Unit.BYTES, "1e9")),
            Map.entry("tb", new Written(Unit.BYTES, "1e12")),
            Map.entry("ki", new Written(Unit.BYTES, "1024")),
            Map.entry("mi", new Written(Unit.BYTES, "1048576")),
            Map.entry("gi", new Written(Unit.BYTES, "1073741824")),
            Map.entry("ti", new Written(Unit.BYTES, "1099511627776")),
            Map.entry("/s", new Written(Unit.PER_SECOND, "1")),
            Map.entry("m", new Written(Unit.CORES, "1e-3")),
            Map.entry("cores", new Written(Unit.CORES, "1")));

    /**
     * Reads a limit.
     *
     * @throws IllegalArgumentException in one line, if there is no number or the unit is not known
     */
    public static Quantity parse(String text) {
        Matcher parts = WRITTEN.matcher(text.strip());
        if (!parts.matches()) {
            throw noNumber(text);
        }
        if (parts.group(1).startsWith("-")) {
            throw new IllegalArgumentException(
                    "'" + text.strip() + "' is a limit below 0: nothing measured is below 0");
        }
        String unit = parts.group(2) == null ? "" : parts.group(2).strip();
        Quantity one =
                one(unit).orElseThrow(() -> new IllegalArgumentException("unknown unit '" + unit + "': use " + UNITS));
        try {
            double value = new BigDecimal(parts.group(1))
                    .multiply(BigDecimal.valueOf(one.value()), MathContext.DECIMAL64)
                    .doubleValue();
            return new Quantity(value, one.unit());
        } catch (NumberFormatException e) {
            throw noNumber(text);
        }
    }

    private static IllegalArgumentException noNumber(String text) {
        return new IllegalArgumentException(
                "'" + text.strip() + "' is no number: write one such as 0.5%, 400 ms or 300Mi");
    }

    /**
     * One of a unit, to convert what a query answers.
     *
     * @throws IllegalArgumentException in one line, if it is not known
     */
    static Quantity oneOf(String unit) {
        return one(unit.strip())
                .orElseThrow(() -> new IllegalArgumentException("unknown unit '" + unit.strip() + "': use " + UNITS));
    }

    private static Optional<Quantity> one(String unit) {
        String folded = unit.toLowerCase(Locale.ROOT)
                .replaceFirst("^(req(uest)?s?\\s*/\\s*|/\\s*)", "/")
                .replaceFirst("^rps$", "/s")
                .replaceFirst("^([kmgt]i)b$", "$1")
                .replaceFirst("^core$", "cores");
        if (folded.equals("/min") || folded.equals("/m")) {
            return Optional.of(new Quantity(1 / 60.0, Unit.PER_SECOND));
        }
        return Optional.ofNullable(WRITTEN_UNITS.get(folded))
                .map(found -> new Quantity(Double.parseDouble(found.factor()), found.unit()));
    }

    /** How limits of a unit are written. */
    public static String example(Unit unit) {
        return switch (unit) {
            case RATIO -> "0.5%";
            case SECONDS -> "400 ms";
            case BYTES -> "300Mi";
            case PER_SECOND -> "100/s";
            case CORES -> "0.5 cores";
            case NUMBER -> "3";
        };
    }
}
