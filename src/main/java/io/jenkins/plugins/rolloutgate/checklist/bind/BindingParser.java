package io.jenkins.plugins.rolloutgate.checklist.bind;

import io.jenkins.plugins.rolloutgate.checklist.bind.Binding.Expected;
import io.jenkins.plugins.rolloutgate.checklist.bind.Binding.Kind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.slo.Comparison;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads bindings as people write them: {@code KIND WHAT}, several separated by semicolons. The words are listed in
 * {@code docs/checklist.md}.
 */
public final class BindingParser {
    private static final Pattern AT = Pattern.compile("(.*?)\\s+at\\s+(\\d{1,3})\\s*%", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPARED = Pattern.compile("(.*?)\\s*(<=|>=|≤|≥|<|>|=)\\s*(.+)");
    private static final Pattern SPLIT = Pattern.compile("(\\d{1,3})\\s*/\\s*(\\d{1,3})");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3})\\s*%?");
    private static final List<String> TIMES = List.of("deployment", "rollback", "ramp");
    private static final List<String> MOMENTS = List.of("started", "switched", "full", "rolled back", "ended");

    private BindingParser() {}

    /**
     * Reads all bindings of one item.
     *
     * @throws IllegalArgumentException in one line, if one of them is not understood
     */
    public static List<Binding> parse(String text) {
        List<Binding> bindings = Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(BindingParser::one)
                .toList();
        if (bindings.isEmpty()) {
            throw new IllegalArgumentException("says nothing: write a proof such as 'gate smoke'");
        }
        return bindings;
    }

    private static Binding one(String text) {
        String[] words = text.split("\\s+", 2);
        Kind kind = kind(words[0]);
        String rest = words.length > 1 ? words[1].strip() : "";
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' names nothing: write " + example(kind));
        }
        return switch (kind) {
            case GATE, JUNIT, SIGN -> new Binding(kind, rest, OptionalInt.empty(), List.of(), text);
            case SLO -> objective(text, rest);
            case VALUE -> {
                Where where = Where.of(rest);
                yield new Binding(kind, fold(where.rest()), where.at(), List.of(), text);
            }
            case PHASE -> phase(text, rest);
            case TRAFFIC -> traffic(text, rest);
            case PODS -> named(kind, text, rest, List.of("ready"));
            case TIME -> time(text, rest);
            case MOMENT -> moment(text, rest);
            case REQUESTS -> requests(text, rest);
            case OUTCOME ->
                named(
                        kind,
                        text,
                        rest,
                        Arrays.stream(Outcome.values()).map(BindingParser::word).toList());
            case CHECK -> check(text, rest);
        };
    }

    private static Kind kind(String word) {
        try {
            return Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String known = Arrays.stream(Kind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("unknown proof '" + word + "': use " + known, e);
        }
    }

    private static String example(Kind kind) {
        return switch (kind) {
            case GATE -> "'gate smoke'";
            case SLO -> "'slo error rate < 0.5%'";
            case VALUE -> "'value p95 at 10%'";
            case PHASE -> "'phase canary 25%'";
            case TRAFFIC -> "'traffic 10%'";
            case PODS -> "'pods ready'";
            case TIME -> "'time rollback < 2m'";
            case MOMENT -> "'moment started'";
            case REQUESTS -> "'requests failed = 0'";
            case OUTCOME -> "'outcome promoted'";
            case CHECK -> "'check hpa: min = 3, max = 10'";
            case JUNIT -> "'junit com.example.SmokeTest'";
            case SIGN -> "'sign Tech lead'";
        };
    }

    private record Where(String rest, OptionalInt at) {
        static Where of(String text) {
            Matcher at = AT.matcher(text);
            return at.matches()
                    ? new Where(at.group(1), OptionalInt.of(share(at.group(2))))
                    : new Where(text, OptionalInt.empty());
        }
    }

    private static int share(String percent) {
        int share = Integer.parseInt(percent);
        if (share < 1 || share > 100) {
            throw new IllegalArgumentException(percent + "% is no share of the traffic: write one from 1% to 100%");
        }
        return share;
    }

    private static Binding objective(String text, String rest) {
        Where where = Where.of(rest);
        Matcher compared = COMPARED.matcher(where.rest());
        if (!compared.matches()) {
            return new Binding(Kind.SLO, fold(where.rest()), where.at(), List.of(), text);
        }
        String limit = compared.group(3);
        String variant =
                limit.contains("(") ? " " + limit.substring(limit.indexOf('(')).strip() : "";
        Quantity value = Quantity.parse(variant.isEmpty() ? limit : limit.substring(0, limit.indexOf('(')));
        Expected expected = new Expected("value", comparison(compared.group(2)), value.value());
        return new Binding(Kind.SLO, fold(compared.group(1) + variant), where.at(), List.of(expected), text);
    }

    /** Empty for equality. */
    private static Optional<Comparison> comparison(String sign) {
        return switch (sign) {
            case "<" -> Optional.of(Comparison.LESS);
            case "<=", "≤" -> Optional.of(Comparison.AT_MOST);
            case ">" -> Optional.of(Comparison.GREATER);
            case ">=", "≥" -> Optional.of(Comparison.AT_LEAST);
            default -> Optional.empty();
        };
    }

    private static Binding phase(String text, String rest) {
        String name = rest.replace('-', ' ').replace('_', ' ').strip();
        Matcher canary = Pattern.compile("(?i)canary\\s+(\\d{1,3})\\s*%?").matcher(name);
        if (canary.matches()) {
            int share = share(canary.group(1));
            return new Binding(Kind.PHASE, "CANARY_" + share, OptionalInt.of(share), List.of(), text);
        }
        String key = name.toUpperCase(Locale.ROOT).replaceAll("\\s+", "_");
        return new Binding(Kind.PHASE, key, OptionalInt.empty(), List.of(), text);
    }

    private static Binding traffic(String text, String rest) {
        Matcher split = SPLIT.matcher(rest);
        if (split.matches() && Integer.parseInt(split.group(1)) + Integer.parseInt(split.group(2)) == 100) {
            return new Binding(Kind.TRAFFIC, "", OptionalInt.of(share(split.group(2))), List.of(), text);
        }
        Matcher share = SHARE.matcher(rest);
        if (!share.matches()) {
            throw new IllegalArgumentException("'" + text + "' names no share: write 'traffic 10%' or 'traffic 90/10'");
        }
        return new Binding(Kind.TRAFFIC, "", OptionalInt.of(share(share.group(1))), List.of(), text);
    }

    private static Binding time(String text, String rest) {
        Matcher compared = COMPARED.matcher(rest);
        if (!compared.matches()) {
            return named(Kind.TIME, text, rest, TIMES);
        }
        double seconds = Durations.parse(compared.group(3)
                                .replaceAll("(?i)\\s*min(?:utes?)?$", "m")
                                .replaceAll("(?i)\\s*sec(?:onds?)?$", "s"))
                        .toMillis()
                / 1000.0;
        Binding named = named(Kind.TIME, text, compared.group(1), TIMES);
        Expected expected = new Expected("seconds", comparison(compared.group(2)), seconds);
        return new Binding(Kind.TIME, named.subject(), OptionalInt.empty(), List.of(expected), text);
    }

    private static Binding moment(String text, String rest) {
        Matcher share = SHARE.matcher(rest);
        return share.matches() && rest.contains("%")
                ? new Binding(Kind.MOMENT, "share", OptionalInt.of(share(share.group(1))), List.of(), text)
                : named(Kind.MOMENT, text, rest, MOMENTS);
    }

    private static Binding requests(String text, String rest) {
        Matcher compared = COMPARED.matcher(rest);
        if (!compared.matches() || !fold(compared.group(1)).equals("failed")) {
            throw new IllegalArgumentException("'" + text + "' is not understood: write 'requests failed = 0'");
        }
        Expected expected = new Expected("failed", comparison(compared.group(2)), number(compared.group(3)));
        return new Binding(Kind.REQUESTS, "failed", OptionalInt.empty(), List.of(expected), text);
    }

    private static Binding check(String text, String rest) {
        String[] parts = rest.split(":\\s*", 2);
        List<Expected> expected = new ArrayList<>();
        for (String condition : parts.length == 1 ? new String[0] : parts[1].split(",")) {
            Matcher compared = COMPARED.matcher(condition.strip());
            if (!compared.matches()) {
                throw new IllegalArgumentException(
                        "'" + condition.strip() + "' compares nothing: write 'check hpa: min = 3, max = 10'");
            }
            expected.add(
                    new Expected(fold(compared.group(1)), comparison(compared.group(2)), number(compared.group(3))));
        }
        return new Binding(Kind.CHECK, fold(parts[0]), OptionalInt.empty(), expected, text);
    }

    private static double number(String written) {
        return Quantity.parse(written).value();
    }

    private static Binding named(Kind kind, String text, String rest, List<String> known) {
        String name = fold(rest.replace('-', ' ').replace('_', ' '));
        if (!known.contains(name)) {
            throw new IllegalArgumentException("'" + text + "' is not understood: "
                    + kind.name().toLowerCase(Locale.ROOT) + " knows " + String.join(", ", known));
        }
        return new Binding(kind, name, OptionalInt.empty(), List.of(), text);
    }

    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
