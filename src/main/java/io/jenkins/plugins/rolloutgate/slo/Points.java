package io.jenkins.plugins.rolloutgate.slo;

import java.util.ArrayList;
import java.util.List;

/** One number for each look, of what was counted since the look before. */
@SuppressWarnings("ArrayRecordComponent") // For arithmetic, and never compared.
record Points(double[] times, double[] values) {
    static Points of(Objective objective, Looks looks) {
        List<Double> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        boolean isValue = objective.indicator().kind() == Indicator.Kind.VALUE;
        int last = -1;
        for (int look = 0; look < looks.size(); look++) {
            if (!looks.isGood(look)) {
                continue;
            }
            Reading reading = isValue
                    ? Reading.of(looks.value(look), 0)
                    : last < 0 ? Reading.none(Reason.TOO_FEW, "") : looks.between(last, look);
            if (reading.value().isPresent()) {
                times.add(looks.time(look));
                values.add(reading.value().getAsDouble());
            }
            last = look;
        }
        return new Points(array(times), array(values));
    }

    int size() {
        return values.length;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
