package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.slo.Comparison;
import io.jenkins.plugins.rolloutgate.slo.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds limits in prose: {@code Error rate < 0.1%}, {@code Latency P95: ≤ 100ms (cache), ≤ 300ms (miss)}. */
final class Thresholds {
    /** Longer texts are prose, and no list of limits. */
    private static final int MOST_TEXT = 1000;

    private static final String PER_SECOND = "\\s*(?:/|per)\\s*s(?:ec(?:ond)?)?\\b";
    private static final String UNIT =
            "%|percent\\b|milliseconds?\\b|msecs?\\b|ms\\b|seconds?\\b|secs?\\b|s\\b|minutes?\\b|mins?\\b|hours?\\b|hrs?\\b|h\\b|days?\\b|[KMGT]i(?:B)?\\b|[kKMGT]B\\b"
                    + "|(?:req(?:uest)?s?|ops?|operations|transactions|queries|messages)" + PER_SECOND
                    + "|(?:rps|qps|tps)\\b|/s(?:ec)?\\b|cores?\\b|m\\b";
    private static final String NUMBER =
            "(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?<kilo>[kK](?![A-Za-z]))?(?<plus>\\+)?\\s?(?<unit>"
                    + UNIT + ")?";
    private static final Pattern COMPARED = Pattern.compile(
            "(?:(?<sign><=|>=|≤|≥|(?<![-=<])[<>](?![=>-]))|(?<word>\\b(?:less than|lower than|below|under|at most|no more than|within|greater than|higher than|more than|above|exceeds?|exceeding|at least|no less than)\\b)|(?<around>±|\\+/-))\\s*"
                    + NUMBER,
            Pattern.CASE_INSENSITIVE);
    /** One of these is in every text that compares without a sign. */
    private static final List<String> COMPARING =
            List.of(" than", "below", "under", "at most", "within", "above", "exceed", "at least", "+/-");

    private static final Pattern RANGE = Pattern.compile(
            "(?<=[:\\s])(?<low>\\d+(?:\\.\\d+)?)\\s*%?\\s*(?:-|–|—|to|\\.\\.)\\s*(?<high>\\d+(?:\\.\\d+)?)\\s*(?<unit>%|ms\\b)");
    private static final Pattern BARE = Pattern.compile(
            "(?<name>[^:]{2,60}):\\s*" + NUMBER
                    + "(?:\\s+(?:sustained|or (?:less|more|better)|max|min).*|\\s*\\([^)]*\\))?\\s*[.]?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LOWER_IS_BETTER = Pattern.compile(
            "latency|response|error|downtime|failure|loss\\b|lag\\b|mtt[drf]|time to|(?:deployment|rollback|recovery) time|\\bp\\d\\d",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HIGHER_IS_BETTER = Pattern.compile(
            "availability|uptime|success|throughput|hit rate|accuracy|coverage|\\brps\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAKES_TIME = Pattern.compile(
            "roll|deploy|recover|respon|detect|scal|restor|complet|latency|time|start|ready|finish",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIANT =
            Pattern.compile("\\s*(?:/|per )?\\s*(pods?\\b)?\\s*(?:\\(([^()]{1,30})\\))?");
    private static final Pattern DURING = Pattern.compile(
            "^\\s*(?:sustained\\s+)?(?:for|over)\\s+(?:more than|at least|>=?|≥)?\\s*(\\d+)\\s*(seconds?|secs?|minutes?|mins?|hours?|hrs?|m|h|s)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PERCENTILE =
            Pattern.compile("(?i)p\\d\\d(?:\\.\\d+)?|\\d\\d(?:\\.\\d+)?th percentile");

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern PER_SECOND_UNIT = Pattern.compile(".*(?:/|per)s(?:ec(?:ond)?)?|rps|qps|tps");
    private static final Pattern PLURAL = Pattern.compile("(?<=..)s$");
    private static final Pattern MARKUP = Pattern.compile("[*_`]");
    private static final Pattern BEGIN = Pattern.compile("^(?:[,;:)\\-–—•]\\s*)+");
    private static final Pattern CONJUNCTION = Pattern.compile("^(?i:and|or|but|with)\\b\\s*");
    private static final Pattern END = Pattern.compile("[\\s:=\\-–—(]+$");
    private static final Pattern VERB =
            Pattern.compile("(?i)\\s+(?:is|are|was|stays?|remains?|must be|should be|has|target|to be)$");
    private static final Pattern COLON = Pattern.compile("[\\s:]+$");

    private Thresholds() {}

    static List<Threshold> of(String text) {
        if (text.length() > MOST_TEXT || text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return List.of();
        }
        List<Threshold> found = new ArrayList<>();
        int done = compared(text, found);
        if (found.isEmpty()) {
            range(text, done).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            bare(text).ifPresent(found::add);
        }
        return found;
    }

    /** Most texts compare nothing, and the pattern is costly. */
    private static boolean mayCompare(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return text.chars().anyMatch(c -> "<>≤≥±".indexOf(c) >= 0)
                || COMPARING.stream().anyMatch(lower::contains);
    }

    private static int compared(String text, List<Threshold> found) {
        if (!mayCompare(text)) {
            return 0;
        }
        Matcher compared = COMPARED.matcher(text);
        int done = 0;
        String before = "";
        while (compared.find()) {
            if (compared.start() < done) {
                continue;
            }
            String named = name(text.substring(done, compared.start()));
            String name = named.isEmpty() ? before : named;
            Optional<Comparison> comparison = comparison(compared, name);
            if (name.isEmpty() || comparison.isEmpty()) {
                continue;
            }
            before = name;
            Matcher variant = VARIANT.matcher(text).region(compared.end(), text.length());
            boolean hasVariant = variant.lookingAt();
            int end = hasVariant ? variant.end() : compared.end();
            Matcher during = DURING.matcher(text).region(end, text.length());
            Optional<Duration> sustained = during.lookingAt()
                    ? Optional.of(Timings.duration(during.group(1), during.group(2)))
                    : Optional.empty();
            done = sustained.isPresent() ? during.end() : end;
            found.add(threshold(compared, name, comparison.get(), variant, sustained));
        }
        return done;
    }

    private static Threshold threshold(
            Matcher compared, String name, Comparison comparison, Matcher variant, Optional<Duration> during) {
        Quantity limit = quantity(compared);
        String pods = variant.group(1) == null ? "" : " per pod";
        String in = variant.group(2) == null ? "" : variant.group(2).strip();
        boolean percentile = PERCENTILE.matcher(in).matches();
        String full = name + (percentile ? " " + in : "") + pods;
        OptionalDouble low =
                compared.group("around") == null ? OptionalDouble.empty() : OptionalDouble.of(-limit.value());
        return new Threshold(full, comparison, low, limit.value(), limit.unit(), percentile ? "" : in, during);
    }

    /** Empty where the words only look like a limit. */
    private static Optional<Comparison> comparison(Matcher compared, String name) {
        if (compared.group("around") != null) {
            return Optional.of(Comparison.AT_MOST);
        }
        if (compared.group("sign") != null) {
            return Optional.of(
                    switch (compared.group("sign")) {
                        case "<" -> Comparison.LESS;
                        case "<=", "≤" -> Comparison.AT_MOST;
                        case ">" -> Comparison.GREATER;
                        default -> Comparison.AT_LEAST;
                    });
        }
        String word = compared.group("word").toLowerCase(Locale.ROOT);
        if (compared.group("unit") == null
                || (word.equals("within") && !TAKES_TIME.matcher(name).find())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (word) {
                    case "less than", "lower than", "below", "under" -> Comparison.LESS;
                    case "at most", "no more than", "within" -> Comparison.AT_MOST;
                    case "at least", "no less than" -> Comparison.AT_LEAST;
                    default -> Comparison.GREATER;
                });
    }

    private static Optional<Threshold> range(String text, int from) {
        Matcher range = RANGE.matcher(text);
        if (!range.find(from)) {
            return Optional.empty();
        }
        String name = name(text.substring(0, range.start()));
        Quantity low = Quantity.parse(range.group("low") + range.group("unit"));
        Quantity high = Quantity.parse(range.group("high") + range.group("unit"));
        return name.isEmpty() || low.value() >= high.value()
                ? Optional.empty()
                : Optional.of(new Threshold(
                        name,
                        Comparison.AT_MOST,
                        OptionalDouble.of(low.value()),
                        high.value(),
                        high.unit(),
                        "",
                        Optional.empty()));
    }

    /** A value without a comparison is a limit where everybody knows which side is good. */
    private static Optional<Threshold> bare(String text) {
        Matcher bare = BARE.matcher(text);
        if (!bare.matches() || bare.group("unit") == null) {
            return Optional.empty();
        }
        String name = name(bare.group("name"));
        boolean lower = LOWER_IS_BETTER.matcher(name).find();
        if (name.isEmpty() || lower == HIGHER_IS_BETTER.matcher(name).find()) {
            return Optional.empty();
        }
        Quantity limit = quantity(bare);
        return Optional.of(new Threshold(
                name,
                lower ? Comparison.AT_MOST : Comparison.AT_LEAST,
                OptionalDouble.empty(),
                limit.value(),
                limit.unit(),
                "",
                Optional.empty()));
    }

    private static Quantity quantity(Matcher found) {
        String number = found.group("number").replace(",", "");
        double factor = found.group("kilo") == null ? 1 : 1000;
        String unit = unit(found.group("unit"));
        Quantity one = Quantity.parse(number + unit);
        boolean days = found.group("unit") != null
                && found.group("unit").toLowerCase(Locale.ROOT).startsWith("d");
        return factor == 1 && !days ? one : new Quantity(one.value() * factor * (days ? 24 : 1), one.unit());
    }

    private static String unit(String written) {
        String unit = written == null
                ? ""
                : SPACES.matcher(written.toLowerCase(Locale.ROOT)).replaceAll("");
        if (PER_SECOND_UNIT.matcher(unit).matches()) {
            return "/s";
        }
        return switch (PLURAL.matcher(unit).replaceFirst("")) {
            case "percent" -> "%";
            case "millisecond", "msec", "m" -> unit.equals("m") ? "m" : "ms";
            case "second", "sec" -> "s";
            case "minute", "min" -> "min";
            case "hour", "hr", "day" -> "h";
            case "core" -> "cores";
            default -> unit;
        };
    }

    /** What is compared, out of the words before the comparison. */
    private static String name(String before) {
        String clause = MARKUP.matcher(before).replaceAll("");
        int cut = Math.max(Math.max(clause.lastIndexOf(", "), clause.lastIndexOf("; ")), clause.lastIndexOf(". "));
        String last = cut >= 0 ? clause.substring(cut + 1) : clause;
        int open = last.lastIndexOf('(');
        String inner = open >= 0 && last.indexOf(')', open) < 0
                ? (last.substring(open + 1).isBlank() ? last.substring(0, open) : last.substring(open + 1))
                : last;
        String begun = BEGIN.matcher(inner.strip()).replaceFirst("");
        String named = END.matcher(CONJUNCTION.matcher(begun).replaceFirst("")).replaceFirst("");
        String bare = COLON.matcher(VERB.matcher(named).replaceFirst("")).replaceFirst("");
        return bare.chars().anyMatch(Character::isLetter) ? bare : "";
    }
}
