package io.jenkins.plugins.rolloutgate.slo.burn;

import java.time.Duration;
import java.util.List;

/**
 * Two windows that together say that a budget burns too fast: the long one that it matters, the short one, a twelfth of it,
 * that it goes on.
 *
 * @param budget the share of the period's budget that burns within the long window at the factor
 * @param factor the burn rate that is too fast
 */
public record BurnWindow(Duration longWindow, Duration shortWindow, double budget, double factor) {
    /**
     * The windows that The Site Reliability Workbook (Google, 2018, chapter 5, table 5-8) recommends, and Sloth has for 30
     * days, with factors for a period: budget times period over long window.
     */
    public static List<BurnWindow> of(Duration period) {
        return List.of(
                of(period, Duration.ofHours(1), 0.02),
                of(period, Duration.ofHours(6), 0.05),
                of(period, Duration.ofDays(1), 0.10),
                of(period, Duration.ofDays(3), 0.10));
    }

    /** A window whose short one is a twelfth of it. */
    public static BurnWindow of(Duration period, Duration longWindow, double budget) {
        return new BurnWindow(
                longWindow, longWindow.dividedBy(12), budget, budget * period.toMillis() / longWindow.toMillis());
    }

    /** Whether both windows burn faster than the factor. */
    public boolean burns(ErrorBudget budgetOf, Requests inLong, Requests inShort) {
        return budgetOf.burnRate(inLong) > factor && budgetOf.burnRate(inShort) > factor;
    }

    /** After what time at the factor nothing of a whole budget is left. */
    public Duration exhausts(Duration period) {
        return Duration.ofMillis(Math.round(period.toMillis() / factor));
    }
}
