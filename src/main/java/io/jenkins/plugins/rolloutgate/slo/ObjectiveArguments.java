package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.slo.Indicator.Kind;
import io.jenkins.plugins.rolloutgate.slo.Objective.Method;
import io.jenkins.plugins.rolloutgate.slo.Objective.Policy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One objective as people give it, in a Jenkinsfile, in YAML or in a shell, and what holds where they say nothing: no
 * data and source errors are INCONCLUSIVE, the window is a minute, a failure rolls back, and what is counted is judged
 * by a sequential test.
 *
 * <p>The objective itself is a text in the short form; the other arguments say where it is measured and how it is
 * judged. Null and blank text mean "not given" everywhere. Not thread-safe.
 */
public final class ObjectiveArguments {
    public static final String WINDOW = "1m";

    /** As in the design: of a hundred healthy releases one is failed by chance. */
    public static final double ALPHA = 0.01;

    /** Where only the other of the two limits is given, that one alone decides. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private static final Map<String, BiFunction<ObjectiveArguments, String, ObjectiveArguments>> BY_NAME = byName();

    private final String text;
    private final IndicatorArguments indicator = new IndicatorArguments();
    private String name = "";
    private String quantile = "";
    private String method = "";
    private String baseline = "";
    private String window = WINDOW;
    private String minRequests = "";
    private String failureLimit = "";
    private String consecutiveLimit = "";
    private String noData = "";
    private String onError = "";
    private String severity = "";
    private String alpha = "";

    /** Begins with the objective in its short form, such as {@code p95 <= 400 ms}. */
    public ObjectiveArguments(String text) {
        this.text = text == null ? "" : text.strip();
    }

    /**
     * Takes the arguments from a map, as a Jenkinsfile or YAML has them; {@code objective} is the short form.
     *
     * @throws IllegalArgumentException in one line, for an argument that there is not
     */
    public static ObjectiveArguments of(Map<String, ?> map) {
        ObjectiveArguments arguments = new ObjectiveArguments(text(map.get("objective")));
        map.forEach((key, value) -> {
            if (!key.equals("objective")) {
                arguments.with(key, text(value));
            }
        });
        return arguments;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /**
     * Takes one argument by its name.
     *
     * @throws IllegalArgumentException in one line, if there is none of that name
     */
    public ObjectiveArguments with(String argument, String value) {
        BiFunction<ObjectiveArguments, String, ObjectiveArguments> setter = BY_NAME.get(argument);
        if (setter == null) {
            throw new IllegalArgumentException("objective '" + text + "': unknown argument " + argument
                    + ": there are objective, " + String.join(", ", BY_NAME.keySet()));
        }
        return setter.apply(this, value);
    }

    private static Map<String, BiFunction<ObjectiveArguments, String, ObjectiveArguments>> byName() {
        Map<String, BiFunction<ObjectiveArguments, String, ObjectiveArguments>> setters = new TreeMap<>();
        setters.put("name", ObjectiveArguments::name);
        setters.put("source", ObjectiveArguments::source);
        setters.put("query", (arguments, value) -> arguments.query("value", value));
        setters.put("good", (arguments, value) -> arguments.query("good", value));
        setters.put("bad", (arguments, value) -> arguments.query("bad", value));
        setters.put("total", (arguments, value) -> arguments.query("total", value));
        setters.put("bucket", (arguments, value) -> arguments.query("bucket", value));
        setters.put("unit", ObjectiveArguments::unit);
        setters.put("quantile", ObjectiveArguments::quantile);
        setters.put("method", ObjectiveArguments::method);
        setters.put("baseline", ObjectiveArguments::baseline);
        setters.put("window", ObjectiveArguments::window);
        setters.put("minRequests", ObjectiveArguments::minRequests);
        setters.put("failureLimit", ObjectiveArguments::failureLimit);
        setters.put("consecutiveLimit", ObjectiveArguments::consecutiveLimit);
        setters.put("noData", ObjectiveArguments::noData);
        setters.put("onError", ObjectiveArguments::onError);
        setters.put("severity", ObjectiveArguments::severity);
        setters.put("alpha", ObjectiveArguments::alpha);
        return setters;
    }

    /** Key of its samples and verdicts; the name in the short form unless given. */
    public ObjectiveArguments name(String value) {
        name = or(value, name);
        return this;
    }

    /** Name of the metric source of queries that are given here; {@code prometheus} unless given. */
    public ObjectiveArguments source(String value) {
        indicator.source(value);
        return this;
    }

    /** A query that takes the place of the named one, see {@link IndicatorArguments#query}. */
    public ObjectiveArguments query(String role, String value) {
        indicator.query(role, value);
        return this;
    }

    /** What a query that is given here returns, see {@link IndicatorArguments#unit}. */
    public ObjectiveArguments unit(String value) {
        indicator.unit(value);
        return this;
    }

    /** Of a histogram, such as {@code p95}, where the name does not tell it. */
    public ObjectiveArguments quantile(String value) {
        quantile = or(value, quantile);
        return this;
    }

    /** {@code threshold}, {@code range}, {@code relative}, {@code sequential}, {@code aca}, {@code burn-rate}, {@code trend}. */
    public ObjectiveArguments method(String value) {
        method = or(value, method);
        return this;
    }

    /** {@code stable}, or the name of a captured baseline. */
    public ObjectiveArguments baseline(String value) {
        baseline = or(value, baseline);
        return this;
    }

    public ObjectiveArguments window(String value) {
        window = or(value, window);
        return this;
    }

    /** Fewer requests in the window decide nothing; 1 for what is counted by request unless given. */
    public ObjectiveArguments minRequests(String value) {
        minRequests = or(value, minRequests);
        return this;
    }

    /** So many failed looks are tolerated in all; none unless given, any number where only consecutiveLimit is given. */
    public ObjectiveArguments failureLimit(String value) {
        failureLimit = or(value, failureLimit);
        return this;
    }

    /** So many failed looks in a row are tolerated; as many as failureLimit allows unless given. */
    public ObjectiveArguments consecutiveLimit(String value) {
        consecutiveLimit = or(value, consecutiveLimit);
        return this;
    }

    /** {@code pass}, {@code fail} or {@code inconclusive}. */
    public ObjectiveArguments noData(String value) {
        noData = or(value, noData);
        return this;
    }

    /** {@code pass}, {@code fail} or {@code inconclusive}, which holds. */
    public ObjectiveArguments onError(String value) {
        onError = or(value, onError);
        return this;
    }

    /** {@code rollback}, {@code investigate} or {@code advisory}. */
    public ObjectiveArguments severity(String value) {
        severity = or(value, severity);
        return this;
    }

    /** Largest probability to fail a healthy version, above 0 and at most 0.5. */
    public ObjectiveArguments alpha(String value) {
        alpha = or(value, alpha);
        return this;
    }

    /**
     * The complete objective.
     *
     * @param catalogue what its name is looked up in, unless queries are given
     * @throws IllegalArgumentException in one line, naming the objective and the argument that is wrong or missing
     */
    public Objective objective(QueryCatalogue catalogue) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("objective is missing: write one such as error rate < 0.5%");
        }
        ShortForm form = ShortForm.parse(text);
        try {
            return objective(form, catalogue);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("objective '" + text + "': " + e.getMessage(), e);
        }
    }

    private Objective objective(ShortForm form, QueryCatalogue catalogue) {
        String reference = or(baseline, form.baseline());
        Indicator measured = indicator.isEmpty()
                ? catalogue.get(form.name())
                : indicator.indicator(
                        form.baseline().isEmpty() ? Optional.of(form.limit().unit()) : Optional.empty());
        OptionalDouble percentile = quantile.isEmpty() ? form.quantile() : ShortForm.quantile(ShortForm.fold(quantile));
        checkQuantile(measured, percentile);
        Method judged = method(form, reference, measured);
        boolean share = !reference.isEmpty() || judged == Method.TREND;
        return new Objective(
                name.isEmpty() ? form.name() : name,
                text,
                measured,
                measured.kind() == Kind.HISTOGRAM ? percentile : OptionalDouble.empty(),
                judged,
                form.comparison(),
                limit(form.limit(), share, measured),
                form.low()
                        .map(low -> OptionalDouble.of(limit(low, share, measured)))
                        .orElse(OptionalDouble.empty()),
                reference,
                window(),
                minRequests(measured),
                failures(failureLimit, consecutiveLimit, "failureLimit"),
                failures(consecutiveLimit, failureLimit, "consecutiveLimit"),
                choice("noData", or(noData, "inconclusive"), Policy.values()),
                choice("onError", or(onError, "inconclusive"), Policy.values()),
                choice("severity", or(severity, "rollback"), Severity.values()),
                alpha());
    }

    private void checkQuantile(Indicator measured, OptionalDouble share) {
        if (measured.kind() == Kind.HISTOGRAM && share.isEmpty()) {
            throw new IllegalArgumentException("is about a histogram: write a percentile of it, such as p95");
        }
        if (!quantile.isEmpty() && share.isEmpty()) {
            throw new IllegalArgumentException("quantile must be written like p95, not '" + quantile + "'");
        }
    }

    private Method method(ShortForm form, String reference, Indicator measured) {
        Method judged =
                method.isEmpty() ? fitting(form, reference, measured) : choice("method", method, Method.values());
        boolean range = form.low().isPresent() && form.baseline().isEmpty();
        if (judged == Method.RANGE != range) {
            throw new IllegalArgumentException("a range is written NAME in LOW..HIGH, and judged by method range");
        }
        if ((judged == Method.RELATIVE || judged == Method.ACA) && reference.isEmpty()) {
            throw new IllegalArgumentException("method " + spelled(judged)
                    + " needs a baseline: write NAME <= stable + 20%, or name one that was captured");
        }
        if ((judged == Method.THRESHOLD || judged == Method.BURN_RATE) && !reference.isEmpty()) {
            throw new IllegalArgumentException("method " + spelled(judged) + " needs a limit, not a baseline");
        }
        if ((judged == Method.SEQUENTIAL || judged == Method.BURN_RATE) && !isCounted(measured)) {
            throw new IllegalArgumentException("method " + spelled(judged)
                    + " needs counted requests: give total with good or bad, or choose method threshold");
        }
        return judged;
    }

    /** Errors of two versions at one time are compared by a sequential test; whatever else has a baseline by its value. */
    private static Method fitting(ShortForm form, String reference, Indicator measured) {
        if (!reference.isEmpty()) {
            boolean errors = measured.queries().containsKey("bad") && form.low().isEmpty();
            return errors && reference.equals("stable") ? Method.SEQUENTIAL : Method.RELATIVE;
        }
        if (form.low().isPresent()) {
            return Method.RANGE;
        }
        // No test can tell a share from none at all, or from all.
        boolean between = measured.kind() == Kind.HISTOGRAM
                || (form.limit().value() > 0 && form.limit().value() < 1);
        return isCounted(measured) && between ? Method.SEQUENTIAL : Method.THRESHOLD;
    }

    private static boolean isCounted(Indicator measured) {
        return measured.kind() == Kind.RATIO || measured.kind() == Kind.HISTOGRAM;
    }

    private static double limit(Quantity limit, boolean ofSomething, Indicator measured) {
        if (ofSomething) {
            if (limit.unit() != Unit.RATIO) {
                throw new IllegalArgumentException("the distance from a baseline is a share: write it in %");
            }
            return limit.value();
        }
        boolean coresWithoutUnit = measured.unit() == Unit.CORES && limit.unit() == Unit.NUMBER;
        if (limit.unit() != measured.unit() && !coresWithoutUnit) {
            throw new IllegalArgumentException(
                    (limit.unit() == Unit.NUMBER ? "the limit has no unit" : "the unit does not fit")
                            + ": write the limit like " + Quantity.example(measured.unit()));
        }
        if (limit.value() > 1 && measured.kind() == Kind.RATIO) {
            throw new IllegalArgumentException("a share never exceeds 100 %: lower the limit");
        }
        return limit.value();
    }

    private Duration window() {
        Duration parsed = argument("window", () -> Durations.parse(window));
        if (parsed.isZero()) {
            throw new IllegalArgumentException("window must be longer than 0 s");
        }
        return parsed;
    }

    private long minRequests(Indicator measured) {
        if (minRequests.isEmpty()) {
            return isCounted(measured) ? 1 : 0;
        }
        return count("minRequests", minRequests);
    }

    private static int failures(String own, String other, String argument) {
        if (own.isEmpty()) {
            return other.isEmpty() ? 0 : UNLIMITED;
        }
        return (int) count(argument, own);
    }

    private static long count(String argument, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(argument + " must be a whole number from 0, not '" + value + "'");
        }
        return Long.parseLong(value);
    }

    private double alpha() {
        double parsed = alpha.isEmpty() ? ALPHA : argument("alpha", () -> number(alpha));
        if (!(parsed > 0 && parsed <= 0.5)) {
            throw new IllegalArgumentException("alpha must be above 0 and at most 0.5, not " + alpha);
        }
        return parsed;
    }

    /** {@code 0.01} and {@code 1%} are the same. */
    private static double number(String text) {
        return Quantity.parse(text).value();
    }

    private static <T> T argument(String argument, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }

    private static <T extends Enum<T>> T choice(String argument, String value, T[] choices) {
        for (T choice : choices) {
            if (spelled(choice).equals(value.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return choice;
            }
        }
        throw new IllegalArgumentException(argument + " must be "
                + Arrays.stream(choices).map(ObjectiveArguments::spelled).collect(Collectors.joining(", "))
                + ", not '" + value + "'");
    }

    private static String spelled(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String or(String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
