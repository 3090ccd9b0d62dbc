package io.jenkins.plugins.rolloutgate.slo;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
public final class Words {
    private static final MathContext DIGITS = new MathContext(4);
    private static final double KIBI = 1024;

    private Words() {}

    /** At most four significant digits, never an exponent; infinite and NaN by name. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        // Counts are exact however long they are.
        boolean whole = exact.stripTrailingZeros().scale() <= 0;
        String text = (whole ? exact : exact.round(DIGITS)).stripTrailingZeros().toPlainString();
        return text.equals("-0") ? "0" : text;
    }

    /** A share, in percent. */
    public static String percent(double share) {
        return Double.isFinite(share)
                ? number(BigDecimal.valueOf(share).movePointRight(2).doubleValue()) + " %"
                : number(share);
    }

    /** A value in a base unit, with the unit in which people say it. */
    public static String value(double value, Unit unit) {
        if (!Double.isFinite(value)) {
            return number(value);
        }
        return switch (unit) {
            case RATIO -> percent(value);
            case SECONDS ->
                Math.abs(value) < 1 && value != 0
                        ? number(BigDecimal.valueOf(value).movePointRight(3).doubleValue()) + " ms"
                        : number(value) + " s";
            case BYTES -> bytes(value);
            case PER_SECOND -> number(value) + "/s";
            case CORES -> number(value) + " cores";
            case NUMBER -> number(value);
        };
    }

    /** A time in seconds: {@code 90 s}, {@code 15 min}, {@code 24 h}. */
    public static String time(double seconds) {
        if (seconds >= 7200 && seconds % 3600 == 0) {
            return number(seconds / 3600) + " h";
        }
        return seconds >= 120 ? number(Math.round(seconds / 6) / 10.0) + " min" : number(seconds) + " s";
    }

    private static String bytes(double value) {
        String[] units = {"B", "Ki", "Mi", "Gi", "Ti"};
        int unit = 0;
        double rest = value;
        while (Math.abs(rest) >= KIBI && unit < units.length - 1) {
            rest /= KIBI;
            unit++;
        }
        return number(rest) + units[unit];
    }
}
