package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A quantity of Kubernetes ({@code 500m}, {@code 128Mi}) in its base unit: cores or bytes. */
public final class Amount {
    private static final Pattern QUANTITY = Pattern.compile("([0-9.]+(?:[eE][+-]?[0-9]+)?)([a-zA-Z]*)");
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("n", 1e-9),
            Map.entry("u", 1e-6),
            Map.entry("m", 1e-3),
            Map.entry("k", 1e3),
            Map.entry("M", 1e6),
            Map.entry("G", 1e9),
            Map.entry("T", 1e12),
            Map.entry("P", 1e15),
            Map.entry("Ki", 1024.0),
            Map.entry("Mi", 1024.0 * 1024),
            Map.entry("Gi", 1024.0 * 1024 * 1024),
            Map.entry("Ti", 1024.0 * 1024 * 1024 * 1024),
            Map.entry("Pi", 1024.0 * 1024 * 1024 * 1024 * 1024));

    private Amount() {}

    /** 0 for what is no quantity. */
    public static double of(JsonNode quantity) {
        Matcher matcher = QUANTITY.matcher(quantity.asText("").strip());
        Double unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        return unit == null ? 0 : new BigDecimal(matcher.group(1)).doubleValue() * unit;
    }

    /** For people: cores for {@code cpu}, GiB for everything else of bytes, and plain numbers. */
    public static String text(String resource, double value) {
        if (resource.endsWith("memory") || resource.endsWith("storage")) {
            return String.format(Locale.ROOT, "%.1f GiB", value / (1024.0 * 1024 * 1024));
        }
        return resource.endsWith("cpu")
                ? String.format(Locale.ROOT, "%.1f cores", value)
                : String.format(Locale.ROOT, "%.0f", value);
    }

    /** As a manifest has it, rounded: {@code 126m} and {@code 128Mi}. */
    public static String quantity(String resource, double value) {
        return resource.equals("cpu") ? Math.round(value * 1000) + "m" : Math.round(value / (1024.0 * 1024)) + "Mi";
    }
}
