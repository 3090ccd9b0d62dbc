package io.jenkins.plugins.rolloutgate.slo;

/** The side that the judged one is compared with: stable, look by look, or a baseline that was captured before. */
final class Reference {
    /** Looks of the two sides this far apart, in seconds, are of different times. */
    private static final double FARTHEST = 60;

    private final Objective objective;
    private final Looks looks;
    private final boolean captured;

    Reference(Objective objective, Looks looks, boolean captured) {
        this.objective = objective;
        this.looks = looks;
        this.captured = captured;
    }

    boolean isCaptured() {
        return captured;
    }

    Looks looks() {
        return looks;
    }

    /** The good look of about a time, or -1. */
    int near(double time) {
        int look = looks.nearest(time);
        double farthest = Math.max(FARTHEST, objective.window().toMillis() / 1000.0);
        return look >= 0 && Math.abs(looks.time(look) - time) <= farthest ? look : -1;
    }

    /** Its value at about a time; of a captured one over all that was captured. */
    Reading reading(double time) {
        Reading reading = captured ? whole() : at(near(time));
        return reading.value().isPresent()
                ? reading
                : Reading.none(reading.problem(), name() + ": " + reading.message());
    }

    private Reading at(int look) {
        return look < 0 ? missing() : looks.reading(look);
    }

    Reading missing() {
        int last = looks.size() - 1;
        return last >= 0 && !looks.isGood(last) ? looks.problem(last) : Reading.none(Reason.NO_DATA, "no look at it");
    }

    private Reading whole() {
        int first = looks.firstGood();
        int last = looks.lastGood(looks.size());
        if (first < 0) {
            return missing();
        }
        if (objective.indicator().kind() == Indicator.Kind.VALUE) {
            double sum = 0;
            int count = 0;
            for (int i = first; i <= last; i++) {
                if (looks.isGood(i)) {
                    sum += looks.value(i);
                    count++;
                }
            }
            return Reading.of(sum / count, 0);
        }
        return first == last ? Reading.none(Reason.TOO_FEW, "one look only") : looks.between(first, last);
    }

    String name() {
        return objective.baseline().equals("stable") ? "stable" : "baseline " + objective.baseline();
    }
}
