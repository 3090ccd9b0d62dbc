package io.jenkins.plugins.rolloutgate.autoscale.vpa;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a Deployment would request less if it requested what is recommended; negative where it would be more.
 *
 * @param cores of all pods
 * @param gib of all pods
 * @param cpuPercent of what is requested now, 0 if nothing is
 * @param memoryPercent of what is requested now, 0 if nothing is
 * @param money a month of 730 hours, in whatever the prices are in
 */
public record Saving(double cores, double gib, double cpuPercent, double memoryPercent, double money) {
    private static final double HOURS_OF_A_MONTH = 730;
    private static final double GIB = 1024.0 * 1024 * 1024;

    /**
     * Prices, 0 if they are not known.
     *
     * @param coreHour of one core for one hour
     * @param gibHour of one GiB of memory for one hour
     */
    public record Prices(double coreHour, double gibHour) {
        public Prices {
            if (!(coreHour >= 0 && gibHour >= 0)) {
                throw new IllegalArgumentException("prices may not be below 0");
            }
        }
    }

    /** Of all replicas. */
    public static Saving of(List<Recommendation> recommended, int replicas, Prices prices) {
        double cpu = less(recommended, Recommendation::cpu);
        double memory = less(recommended, Recommendation::memory);
        double cores = cpu * replicas;
        double gib = memory * replicas / GIB;
        return new Saving(
                cores,
                gib,
                percent(cpu, requested(recommended, Recommendation::cpu)),
                percent(memory, requested(recommended, Recommendation::memory)),
                (cores * prices.coreHour() + gib * prices.gibHour()) * HOURS_OF_A_MONTH);
    }

    private static double requested(
            List<Recommendation> recommended, Function<Recommendation, Recommendation.Size> resource) {
        return recommended.stream()
                .mapToDouble(one -> resource.apply(one).request())
                .sum();
    }

    private static double less(
            List<Recommendation> recommended, Function<Recommendation, Recommendation.Size> resource) {
        return recommended.stream()
                .map(resource)
                .mapToDouble(size -> size.request() - size.target())
                .sum();
    }

    private static double percent(double less, double of) {
        return of == 0 ? 0 : 100 * less / of;
    }

    /** {@code CPU 0.3 cores less (23 %, wanted 10 to 20 %: more than that)}. */
    public String sentence() {
        String text = part("CPU", cores, "cores", cpuPercent, 10, 20) + "; "
                + part("memory", gib, "GiB", memoryPercent, 15, 25);
        return money == 0
                ? text
                : text + String.format(Locale.ROOT, "; %.2f %s a month", Math.abs(money), money < 0 ? "more" : "less");
    }

    private static String part(String what, double amount, String unit, double percent, int low, int high) {
        String reached = percent > high ? "more than that" : percent >= low ? "reached" : "not reached";
        return String.format(
                Locale.ROOT,
                "%s %.2f %s %s (%.0f %%, wanted %d to %d %%: %s)",
                what,
                Math.abs(amount),
                unit,
                amount < 0 ? "more" : "less",
                Math.abs(percent),
                low,
                high,
                reached);
    }
}
