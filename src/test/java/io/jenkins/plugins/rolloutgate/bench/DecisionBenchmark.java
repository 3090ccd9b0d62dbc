package io.jenkins.plugins.rolloutgate.bench;

import io.jenkins.plugins.rolloutgate.slo.sequential.Dispersion;
import java.util.List;
import java.util.Locale;

/** Prints the tables of docs/decisions-benchmark.md: how often decision methods are wrong, how soon right, and how fast. */
public final class DecisionBenchmark {
    private static final double LIMIT = 0.005;
    private static final int REQUESTS = 200;
    private static final int LOOKS = 60;
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int MANN_WHITNEY_EVERY = 5;

    private DecisionBenchmark() {}

    public static void main(String[] args) {
        int canaries = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        falseRollbacks(canaries);
        promotions(canaries);
        untilCaught(canaries);
        beside(canaries);
        JudgeSpeed.print();
    }

    private static List<Watcher.Policy> policies() {
        return List.of(
                Watcher.sequential("sequential, dispersion 1", LIMIT, Dispersion.NONE),
                Watcher.sequential("sequential, dispersion estimated (default)", LIMIT, Dispersion.ESTIMATED),
                Watcher.besideStable("sequential beside stable, at most 1.2 times", 1.2),
                Watcher.threshold("threshold every look, none tolerated", LIMIT, 0),
                Watcher.threshold("threshold every look, 3 tolerated", LIMIT, 3),
                Watcher.mannWhitney("Mann-Whitney, every 5th look", MANN_WHITNEY_EVERY));
    }

    private static void falseRollbacks(int canaries) {
        say("## Healthy canaries that are rolled back\n");
        say(
                "%,d canaries; limit 0.5 %%, alpha 1 %%; %d looks of %d requests; stable is as healthy.%n",
                canaries, LOOKS, REQUESTS);
        say(
                "| policy | at the limit, independent | 0.95 x, independent | half, independent | at the limit, in tens | 0.95 x, in tens | half, in tens |");
        say("|---|---|---|---|---|---|---|");
        for (Watcher.Policy policy : policies()) {
            StringBuilder row = new StringBuilder("| " + policy.name() + " |");
            for (int cluster : new int[] {1, 10}) {
                for (double part : new double[] {1, 0.95, 0.5}) {
                    double share = LIMIT * part;
                    Watch watch = new Watch(canaries, REQUESTS, LOOKS, share, share, cluster);
                    row.append(percent(watch.by(policy).rolledBack())).append(" |");
                }
            }
            say(row.toString());
        }
        Watch eachRequest = new Watch(canaries, 1, REQUESTS * LOOKS, LIMIT, LIMIT, 1);
        say(
                "%nLooked at after every request, dispersion 1, independent, at the limit: %s.%n",
                percent(eachRequest.by(policies().get(0)).rolledBack()).strip());
        Watch inThirties = new Watch(canaries, REQUESTS, LOOKS, 0.95 * LIMIT, 0.95 * LIMIT, 30);
        say(
                "The default where errors come in thirties, more than its guess, at 0.95 x: %s.%n",
                percent(inThirties.by(policies().get(1)).rolledBack()).strip());
    }

    private static void promotions(int canaries) {
        say("## Canaries that are promoted early\n");
        say("Beta 5 %%; the same looks; of the last, the mean requests until then.%n");
        say(
                "| policy | at the limit, independent | twice, independent | at the limit, in tens | twice, in tens | a tenth of the limit, independent |");
        say("|---|---|---|---|---|---|");
        List<Watcher.Policy> policies = List.of(
                Watcher.promotes("sequential, dispersion 1", LIMIT, Dispersion.NONE),
                Watcher.promotes("sequential, dispersion estimated (default)", LIMIT, Dispersion.ESTIMATED));
        for (Watcher.Policy policy : policies) {
            StringBuilder row = new StringBuilder("| " + policy.name() + " |");
            for (double[] each : new double[][] {{1, 1}, {2, 1}, {1, 10}, {2, 10}, {0.1, 1}}) {
                Watch.Result result =
                        new Watch(canaries, REQUESTS, LOOKS, LIMIT * each[0], LIMIT, (int) each[1]).by(policy);
                row.append(percent(result.rolledBack()));
                row.append(each[0] < 1 ? String.format(Locale.ROOT, ", %.0f |", result.requests()) : " |");
            }
            say(row.toString());
        }
        say("");
    }

    private static void untilCaught(int canaries) {
        say("## Requests until a bad canary is caught, dispersion 1, looked at after every request\n");
        say("Wald's bound is log(1/alpha) / KL: no test with this alpha needs fewer on average.%n");
        say("| limit -> true rate | Wald's bound | mean requests | ratio | caught |");
        say("|---|---|---|---|---|");
        double[][] cases = {
            {0.005, 0.05},
            {0.001, 0.01},
            {0.01, 0.02},
            {0.01, 0.015},
            {0.01, 0.03},
            {0.01, 0.05},
            {0.01, 0.2},
            {0.05, 0.1}
        };
        for (double[] each : cases) {
            Caught caught = caught(canaries, each[0], each[1]);
            say(
                    "| %s -> %s | %.0f | %.0f | **%.2f** | %s |",
                    percent(each[0]).strip(),
                    percent(each[1]).strip(),
                    caught.bound(),
                    caught.requests(),
                    caught.requests() / caught.bound(),
                    percent(caught.share()).strip());
        }
        say("");
    }

    record Caught(double bound, double requests, double share) {}

    static Caught caught(int canaries, double limit, double share) {
        Watch watch = new Watch(canaries, 1, MOST_REQUESTS, share, limit, 1);
        Watch.Result result = watch.by(Watcher.sequential("", limit, Dispersion.NONE));
        double divergence = share * Math.log(share / limit) + (1 - share) * Math.log((1 - share) / (1 - limit));
        return new Caught(-Math.log(Watcher.ALPHA) / divergence, result.requests(), result.rolledBack());
    }

    private static void beside(int canaries) {
        say("## The same canaries by other policies\n");
        say(
                "A tenth as many; %d looks of %d requests; stable at a tenth of the limit; share caught, and mean requests until then.%n",
                LOOKS, REQUESTS);
        say("| policy | 1 %%, independent | 2.5 %%, independent | 5 %%, independent | 5 %%, in tens |");
        say("|---|---|---|---|---|");
        for (Watcher.Policy policy : policies()) {
            StringBuilder row = new StringBuilder("| " + policy.name() + " |");
            for (double[] each : new double[][] {{0.01, 1}, {0.025, 1}, {0.05, 1}, {0.05, 10}}) {
                Watch.Result result =
                        new Watch(canaries / 10, REQUESTS, LOOKS, each[0], LIMIT / 10, (int) each[1]).by(policy);
                row.append(percent(result.rolledBack()));
                row.append(result.rolledBack() == 0 ? " |" : String.format(Locale.ROOT, ", %.0f |", result.requests()));
            }
            say(row.toString());
        }
        say("");
    }

    private static String percent(double share) {
        return " " + String.format(Locale.ROOT, "%.2f", 100 * share).replaceAll("\\.?0+$", "") + " %";
    }

    private static void say(String text, Object... values) {
        System.out.println(
                values.length == 0
                        ? text.replace("%%", "%").replace("%n", "\n")
                        : String.format(Locale.ROOT, text, values));
    }
}
