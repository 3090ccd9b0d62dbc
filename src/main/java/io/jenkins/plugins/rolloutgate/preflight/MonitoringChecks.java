package io.jenkins.plugins.rolloutgate.preflight;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether those who would have to notice a bad release can, and have nothing else on their hands. */
public final class MonitoringChecks {
    private static final int MOST_NAMED = 5;

    private MonitoringChecks() {}

    /** One query, and what is made of its series. */
    private record QueryCheck(String name, String query, Function<List<Measured>, Finding> judge) implements Check {
        @Override
        public Step next(Subject subject, Answers answers) {
            return answers.hasQuery(query) ? judge.apply(answers.series(query)) : Need.query(query);
        }
    }

    /** For a source that is a Prometheus, or speaks its language. */
    public static List<Check> all() {
        return List.of(
                new QueryCheck("prometheus", "up", MonitoringChecks::targets),
                new QueryCheck("alerts", "ALERTS{alertstate=\"firing\"}", MonitoringChecks::alerts));
    }

    private static Finding targets(List<Measured> up) {
        if (up.isEmpty()) {
            return Finding.fail(
                    "the metric source answers, but watches no target", "see what it is configured to scrape");
        }
        List<Measured> down = up.stream().filter(target -> target.value() != 1).toList();
        String seen = up.size() - down.size() + " of " + up.size() + " targets are up";
        Finding finding = down.isEmpty()
                ? Finding.pass(seen)
                : down.size() == up.size()
                        ? Finding.fail("none of " + up.size() + " targets is up", "bring the metric source back first")
                        : Finding.warn(
                                seen + ", not " + names(down, "instance"), "see that none of them is of this release");
        return finding.with("targets", up.size()).with("down", down.size());
    }

    private static Finding alerts(List<Measured> firing) {
        List<Measured> critical = firing.stream()
                .filter(alert -> alert.labels().getOrDefault("severity", "").matches("(?i)critical|page|emergency"))
                .toList();
        Finding finding = critical.isEmpty()
                ? Finding.pass(
                        firing.isEmpty() ? "no alert is firing" : firing.size() + " alerts are firing, none critical")
                : Finding.fail(
                        critical.size() + " critical alerts are firing: " + names(critical, "alertname"),
                        "mend that first: a release would hide its cause");
        return finding.with("firing", firing.size()).with("critical", critical.size());
    }

    private static String names(List<Measured> series, String label) {
        String names = series.stream()
                .map(one -> one.labels().getOrDefault(label, "?"))
                .distinct()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return series.size() > MOST_NAMED ? names + " and more" : names;
    }
}
