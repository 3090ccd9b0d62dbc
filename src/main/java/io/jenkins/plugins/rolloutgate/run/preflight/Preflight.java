package io.jenkins.plugins.rolloutgate.run.preflight;

import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.preflight.Access;
import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Measured;
import io.jenkins.plugins.rolloutgate.preflight.Need;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs checks side by side, each with its own deadline. One that cannot be told is UNKNOWN and says why; it holds up no
 * other. Thread-safe.
 *
 * @param metrics what queries are sent to; a check that has one is UNKNOWN without
 * @param threads as many as there are checks, or a slow one holds up another
 * @param within how long each check may take
 */
public record Preflight(
        ApiReader api, Optional<MetricSource> metrics, ExecutorService threads, InstantSource clock, Duration within) {
    /** More rounds of reading than any check needs. */
    private static final int MOST_ROUNDS = 20;

    public Preflight(ApiReader api, ExecutorService threads, InstantSource clock, Duration within) {
        this(api, Optional.empty(), threads, clock, within);
    }

    /**
     * Runs all of them, and returns what they found in the order of the checks.
     *
     * @throws InterruptedException if it is told to stop; what was begun is stopped, too
     */
    public List<Checked> run(List<Check> checks, Subject subject) throws InterruptedException {
        Instant start = clock.instant();
        List<Running> running = checks.stream()
                .map(check -> new Running(check, threads.submit(() -> run(check, subject))))
                .toList();
        List<Checked> checked = new ArrayList<>();
        try {
            for (Running one : running) {
                checked.add(one.await(left(start)));
            }
        } finally {
            running.forEach(one -> one.finding().cancel(true));
        }
        return checked;
    }

    private Duration left(Instant start) {
        Duration left = within.minus(Duration.between(start, clock.instant()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Checked run(Check check, Subject subject) {
        Instant start = clock.instant();
        Finding finding;
        try {
            finding = find(check, subject);
        } catch (ClusterException | MetricException e) {
            finding = Finding.unknown(e.getMessage(), "");
        }
        return new Checked(check.name(), finding, Duration.between(start, clock.instant()));
    }

    private Finding find(Check check, Subject subject) throws ClusterException, MetricException {
        Answers answers = Answers.NONE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Check.Step step = check.next(subject, answers);
            if (step instanceof Finding finding) {
                return finding;
            }
            answers = read((Need) step, subject, answers);
        }
        throw new IllegalStateException("check " + check.name() + " reads without end");
    }

    private Answers read(Need need, Subject subject, Answers before) throws ClusterException, MetricException {
        Answers answers = before;
        for (String path : need.paths()) {
            answers = answers.has(path) ? answers : answers.with(path, api.read(path));
        }
        for (Access access : need.access()) {
            answers = answers.with(
                    access, api.isAllowed(subject.namespace(), access.verb(), access.group(), access.resource()));
        }
        for (String query : need.queries()) {
            answers = answers.with(query, measure(query));
        }
        return answers;
    }

    private List<Measured> measure(String query) throws MetricException {
        MetricSource source = metrics.orElseThrow(() -> new MetricException("no metric source is named to ask"));
        return source.query(query).stream()
                .map(series -> new Measured(series.labels(), series.value()))
                .toList();
    }

    /** A check that was begun. */
    private record Running(Check check, Future<Checked> finding) {
        Checked await(Duration left) throws InterruptedException {
            try {
                return finding.get(left.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | CancellationException e) {
                finding.cancel(true);
                return new Checked(check.name(), Finding.unknown("it took too long", "look at the API server"), left);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                return new Checked(
                        check.name(),
                        Finding.unknown("this is a defect of the check: " + cause, "report it"),
                        Duration.ZERO);
            }
        }
    }
}
