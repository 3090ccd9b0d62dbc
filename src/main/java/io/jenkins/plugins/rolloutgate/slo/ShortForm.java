package io.jenkins.plugins.rolloutgate.slo;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an objective in its short form: {@code NAME < LIMIT}, {@code NAME in LOW..HIGH},
 * {@code NAME <= BASELINE + SHARE} or {@code NAME within SHARE of BASELINE}, each with an optional {@code per pod} and {@code (VARIANT)}.
 *
 * @param name of the indicator, lower case, with {@code per pod} and the variant: {@code p95 (cache)}
 * @param quantile of a name such as {@code p95}, from 0 to 1
 * @param low lower end of a range; a share below 0 when there is a baseline
 * @param limit the right side, or the upper end of a range; a share when there is a baseline
 * @param baseline what the right side is relative to; empty for an absolute limit
 */
record ShortForm(
        String name,
        OptionalDouble quantile,
        Comparison comparison,
        Optional<Quantity> low,
        Quantity limit,
        String baseline) {

    private static final Pattern COMPARED = Pattern.compile("(.*?)(<=|>=|=<|=>|≤|≥|<|>)(.*)");
    private static final Pattern RANGE = Pattern.compile("(.*?)\\sin\\s(.*)\\.\\.(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITHIN =
            Pattern.compile("(.*?)\\swithin\\s(.*)\\sof\\s+([A-Za-z][\\w.-]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIANT = Pattern.compile("(.*?)\\(([^()]*)\\)\\s*");
    private static final Pattern PER_POD = Pattern.compile("(.*?)\\sper\\s+pod\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern RELATIVE = Pattern.compile("([A-Za-z][\\w.-]*)\\s*(?:([+-])\\s*(\\d.*))?");
    private static final Pattern QUANTILE = Pattern.compile("p(\\d+(?:\\.\\d+)?)( per pod)?( \\(.*\\))?");

    /**
     * Takes a text apart; nothing is looked up.
     *
     * @throws IllegalArgumentException in one line, naming the text and what is wrong with it
     */
    static ShortForm parse(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("objective '" + text.strip() + "': " + e.getMessage(), e);
        }
    }

    private static ShortForm read(String text) {
        Matcher compared = COMPARED.matcher(text.strip());
        if (compared.matches()) {
            return comparison(compared.group(1), comparisonOf(compared.group(2)), compared.group(3));
        }
        Matcher range = RANGE.matcher(text.strip());
        if (range.matches()) {
            Suffixes suffixes = Suffixes.of(range.group(3));
            Quantity high = Quantity.parse(suffixes.rest());
            String low = range.group(2).strip();
            String name = suffixes.appendTo(range.group(1));
            return new ShortForm(name, quantile(name), Comparison.AT_MOST, Optional.of(Quantity.parse(low)), high, "");
        }
        Suffixes all = Suffixes.of(text);
        Matcher within = WITHIN.matcher(all.rest());
        if (within.matches()) {
            Quantity share = share(within.group(2));
            String name = all.appendTo(within.group(1));
            Quantity below = new Quantity(-share.value(), Unit.RATIO);
            return new ShortForm(name, quantile(name), Comparison.AT_MOST, Optional.of(below), share, within.group(3));
        }
        throw new IllegalArgumentException("compares nothing: write NAME < LIMIT, such as error rate < 0.5%");
    }

    private static ShortForm comparison(String left, Comparison comparison, String right) {
        Suffixes suffixes = Suffixes.of(right);
        String name = suffixes.appendTo(left);
        Matcher relative = RELATIVE.matcher(suffixes.rest());
        if (!relative.matches()) {
            return new ShortForm(
                    name, quantile(name), comparison, Optional.empty(), Quantity.parse(suffixes.rest()), "");
        }
        Quantity share = relative.group(3) == null ? new Quantity(0, Unit.RATIO) : Quantity.parse(relative.group(3));
        if (share.unit() != Unit.RATIO) {
            throw new IllegalArgumentException("the distance from a baseline is a share: write it in %");
        }
        boolean worseIsMore = comparison.isUpperLimit();
        if (relative.group(2) != null && worseIsMore != relative.group(2).equals("+")) {
            throw new IllegalArgumentException("write " + comparison.sign() + " " + relative.group(1)
                    + (worseIsMore ? " + " : " - ") + "SHARE: the distance by which it may be worse");
        }
        return new ShortForm(name, quantile(name), comparison, Optional.empty(), share, relative.group(1));
    }

    private static Quantity share(String text) {
        Quantity share = Quantity.parse(text);
        if (share.unit() != Unit.RATIO) {
            throw new IllegalArgumentException("the distance from a baseline is a share: write it in %");
        }
        return share;
    }

    static Comparison comparisonOf(String sign) {
        return switch (sign.strip()) {
            case "<" -> Comparison.LESS;
            case "<=", "=<", "≤" -> Comparison.AT_MOST;
            case ">" -> Comparison.GREATER;
            case ">=", "=>", "≥" -> Comparison.AT_LEAST;
            default -> throw new IllegalArgumentException("comparison must be <, <=, > or >=, not '" + sign + "'");
        };
    }

    /** The share that a name such as {@code p99.9} stands for; empty for other names. */
    static OptionalDouble quantile(String name) {
        Matcher parts = QUANTILE.matcher(name);
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        double quantile = Quantity.parse(parts.group(1) + "%").value();
        if (quantile <= 0 || quantile >= 1) {
            throw new IllegalArgumentException(
                    "p" + parts.group(1) + " is no percentile: write one between p0 and p100, such as p95");
        }
        return OptionalDouble.of(quantile);
    }

    /** What may stand behind a name or behind a limit, and belongs to the name. */
    private record Suffixes(String rest, boolean perPod, String variant) {
        static Suffixes of(String text) {
            String rest = text.strip();
            String found = "";
            Matcher variant = VARIANT.matcher(rest);
            if (variant.matches()) {
                found = variant.group(2).strip();
                rest = variant.group(1).strip();
                if (found.isEmpty()) {
                    throw new IllegalArgumentException(
                            "nothing between the parentheses: name a variant or remove them");
                }
            }
            Matcher perPod = PER_POD.matcher(rest);
            boolean pods = perPod.matches();
            return new Suffixes(pods ? perPod.group(1).strip() : rest, pods, found);
        }

        String appendTo(String left) {
            Suffixes own = of(left);
            String all = own.rest()
                    + (perPod || own.perPod() ? " per pod" : "")
                    + (variant.isEmpty() ? own.inParentheses() : inParentheses());
            if (own.rest().isEmpty()) {
                throw new IllegalArgumentException("says nothing before the comparison: name an indicator");
            }
            return fold(all);
        }

        private String inParentheses() {
            return variant.isEmpty() ? "" : " (" + variant + ")";
        }
    }

    /** One spelling of a name. */
    static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
