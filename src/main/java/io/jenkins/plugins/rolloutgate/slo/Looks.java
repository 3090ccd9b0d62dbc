package io.jenkins.plugins.rolloutgate.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The looks at one side of an objective, in order, with what was added to its counters between them. */
final class Looks {
    /**
     * @param events of a RATIO, {@code bad} or {@code good}, since the first look
     * @param total requests since the first look
     * @param added to the buckets since the look before
     * @param problem why there is no number; null when there is one
     */
    private record Look(
            double time, double value, double events, double total, Buckets added, Reason problem, String message) {
        boolean isGood() {
            return problem == null;
        }
    }

    /** What was counted between two looks. */
    record Counts(double events, double total) {}

    /** The part of a window that must be looked at: looks are never exactly as far apart as they were meant to be. */
    private static final double COVERED = 0.95;

    private final Objective objective;
    private final List<Look> looks;

    private final double window;
    private final int first;

    private Looks(Objective objective, List<Look> looks) {
        this.objective = objective;
        this.looks = looks;
        window = objective.window().toMillis() / 1000.0;
        first = lookForFirst();
    }

    private int lookForFirst() {
        int look = 0;
        while (look < looks.size() && !looks.get(look).isGood()) {
            look++;
        }
        return look < looks.size() ? look : -1;
    }

    static Looks of(Objective objective, List<Sample> samples) {
        Reader reader = new Reader(objective);
        List<Look> looks = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            Look look = reader.read(sample);
            if (look != null) {
                looks.add(look);
            }
        }
        return new Looks(objective, looks);
    }

    int size() {
        return looks.size();
    }

    double time(int look) {
        return looks.get(look).time();
    }

    boolean isGood(int look) {
        return looks.get(look).isGood();
    }

    /** The problem of a look that is not good. */
    Reading problem(int look) {
        return Reading.none(looks.get(look).problem(), looks.get(look).message());
    }

    /** The first look with a number, or -1. */
    int firstGood() {
        return first;
    }

    /** Seconds from the first look with a number to the last. */
    double span() {
        return first < 0 ? 0 : looks.get(lastGood(looks.size())).time() - time(first);
    }

    /** The last good look before one, or -1. */
    int lastGood(int before) {
        int look = before - 1;
        while (look >= 0 && !looks.get(look).isGood()) {
            look--;
        }
        return look;
    }

    /** The last good look that is at least so many seconds, and one look, before another; -1 for none. */
    int goodBefore(int look, double seconds) {
        int base = lastGood(look);
        while (base >= 0 && time(look) - time(base) < seconds) {
            base = lastGood(base);
        }
        return base;
    }

    /** The good look nearest in time, or -1. */
    int nearest(double time) {
        int best = -1;
        for (int i = 0; i < looks.size(); i++) {
            boolean nearer = best < 0 || Math.abs(time(i) - time) <= Math.abs(time(best) - time);
            if (isGood(i) && !nearer) {
                break;
            }
            best = isGood(i) ? i : best;
        }
        return best;
    }

    /** Whether the good looks up to one span the window, and count something. */
    boolean coversWindow(int look) {
        boolean covered = time(look) - time(first) >= COVERED * window;
        return isValue() ? covered : look > first && covered;
    }

    /** The value over the objective's window that ends with a good look. */
    Reading reading(int look) {
        if (!coversWindow(look)) {
            double span = time(look) - time(first);
            return Reading.none(
                    Reason.TOO_FEW,
                    span < COVERED * window
                            ? "looked at for " + Words.time(span) + " of the window of " + Words.time(window)
                            : "one look only, which counts nothing yet");
        }
        return isValue() ? Reading.of(looks.get(look).value(), 0) : between(goodBefore(look, window), look);
    }

    private boolean isValue() {
        return objective.indicator().kind() == Indicator.Kind.VALUE;
    }

    /** The value of what was counted from one good look to another. */
    Reading between(int from, int to) {
        Look first = looks.get(from);
        Look last = looks.get(to);
        double total = last.total() - first.total();
        if (objective.indicator().kind() == Indicator.Kind.RATE) {
            return Reading.of(total / (last.time() - first.time()), total);
        }
        if (total <= 0) {
            return Reading.none(Reason.TOO_FEW, "no requests");
        }
        if (objective.indicator().kind() == Indicator.Kind.RATIO) {
            return Reading.of(Math.min(1, (last.events() - first.events()) / total), total);
        }
        Buckets sum = Buckets.EMPTY;
        for (int i = from + 1; i <= to; i++) {
            sum = sum.plus(looks.get(i).added());
        }
        double quantile = objective.quantile().orElseThrow();
        return sum.quantile(quantile).isEmpty()
                ? Reading.none(Reason.NO_DATA, "the histogram has no finite bucket")
                : Reading.of(sum.quantile(quantile).getAsDouble(), total);
    }

    double value(int look) {
        return looks.get(look).value();
    }

    /**
     * What counts against the objective between two good looks: requests that are bad, or not good, or over the limit.
     *
     * @return empty when requests lie above the largest bucket of the histogram, and the limit too
     */
    Optional<Counts> against(int from, int to) {
        double total = looks.get(to).total() - looks.get(from).total();
        if (objective.indicator().kind() == Indicator.Kind.HISTOGRAM) {
            double over = 0;
            for (int i = from + 1; i <= to; i++) {
                if (looks.get(i).added().over(objective.limit()).isEmpty()) {
                    return Optional.empty();
                }
                over += looks.get(i).added().over(objective.limit()).getAsDouble();
            }
            // Sums of shares may be a rounding error above what they are shares of.
            return Optional.of(new Counts(Math.min(over, total), total));
        }
        double events = Math.min(total, looks.get(to).events() - looks.get(from).events());
        return Optional.of(new Counts(objective.comparison().isUpperLimit() ? events : total - events, total));
    }

    /** Reads samples in order; keeps the counters. */
    private static final class Reader {
        private final Objective objective;
        private final CounterDeltas events = new CounterDeltas();
        private final CounterDeltas total = new CounterDeltas();
        private final BucketDeltas buckets = new BucketDeltas();
        private double lastTime = Double.NEGATIVE_INFINITY;
        private double counted;

        Reader(Objective objective) {
            this.objective = objective;
        }

        /** Null for what was seen before. */
        Look read(Sample sample) {
            if (sample.problem().isPresent()) {
                return bad(sample, sample.problem().get(), sample.message());
            }
            if (sample.time() == lastTime) {
                return null;
            }
            if (sample.time() < lastTime) {
                return bad(
                        sample,
                        Reason.NO_DATA,
                        "the clock of the source went back by " + Words.time(lastTime - sample.time()));
            }
            String gap = gap(sample);
            if (!gap.isEmpty()) {
                return bad(sample, Reason.NO_DATA, gap);
            }
            try {
                Look look = good(sample);
                lastTime = sample.time();
                return look;
            } catch (NumberFormatException e) {
                return bad(sample, Reason.SOURCE_ERROR, "not a histogram: " + e.getMessage());
            }
        }

        private Look good(Sample sample) {
            return switch (objective.indicator().kind()) {
                case VALUE -> new Look(sample.time(), sample.value().orElseThrow(), 0, 0, Buckets.EMPTY, null, "");
                case RATIO, RATE -> {
                    Map<String, Double> good = sample.counters().getOrDefault("good", Map.of());
                    events.add(sample.counters().getOrDefault("bad", good));
                    total.add(sample.counters().get("total"));
                    yield new Look(sample.time(), 0, events.total(), total.total(), Buckets.EMPTY, null, "");
                }
                case HISTOGRAM -> {
                    Buckets added = buckets.add(sample.counters().get("bucket"));
                    counted += added.total();
                    yield new Look(sample.time(), 0, 0, counted, added, null, "");
                }
            };
        }

        private static Look bad(Sample sample, Reason problem, String message) {
            return new Look(sample.time(), 0, 0, 0, Buckets.EMPTY, problem, message);
        }

        /** Why there is no number in it; empty when there is. */
        private String gap(Sample sample) {
            Indicator.Kind kind = objective.indicator().kind();
            if (kind == Indicator.Kind.VALUE) {
                if (sample.value().isEmpty()) {
                    return "the source has no value";
                }
                double value = sample.value().getAsDouble();
                return Double.isFinite(value) ? "" : "the source said " + Words.number(value);
            }
            String needed = kind == Indicator.Kind.HISTOGRAM ? "bucket" : "total";
            if (sample.counters().getOrDefault(needed, Map.of()).isEmpty()) {
                return "the source has no series for " + needed;
            }
            for (Map.Entry<String, Map<String, Double>> role : sample.counters().entrySet()) {
                for (Map.Entry<String, Double> series : role.getValue().entrySet()) {
                    if (!Double.isFinite(series.getValue())) {
                        return "the source said " + Words.number(series.getValue()) + " for " + role.getKey() + " of "
                                + series.getKey();
                    }
                }
            }
            return "";
        }
    }
}
