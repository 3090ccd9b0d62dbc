package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.PodAccess;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers gates by asking pods through the API server; work is done on the given pool, waiting on no thread at all. */
final class ClusterGates implements GateRunner {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    /** A new pod or Service needs up to a second before it answers through the proxy. */
    private static final int TRIES = 5;

    private static final int LOG_LINES = 20;
    private static final Pattern COMPLAINT =
            Pattern.compile("panic|fatal|error|exception|cannot|failed", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final PodAccess pods;
    private final String namespace;
    private final Helpers helpers;
    private final InstantSource clock;
    private final Executor pool;
    private final ScheduledExecutorService timer;

    ClusterGates(
            PodAccess pods,
            String namespace,
            Helpers helpers,
            InstantSource clock,
            Executor pool,
            ScheduledExecutorService timer) {
        this.pods = pods;
        this.namespace = namespace;
        this.helpers = helpers;
        this.clock = clock;
        this.pool = pool;
        this.timer = timer;
    }

    @Override
    public void start(Gate gate, Consumer<Answer> answer) {
        if (gate instanceof Gate.Probe probe) {
            pool.execute(() -> answering(answer, () -> probe(probe, 0, 1, answer)));
        } else if (gate instanceof Gate.Idle idle) {
            pool.execute(() -> answering(answer, () -> idle(idle, answer)));
        } else if (gate instanceof Gate.Explain explain) {
            pool.execute(() -> answering(answer, () -> answer.accept(explain(explain))));
        } else if (gate instanceof Gate.Smoke smoke) {
            pool.execute(() -> answering(answer, () -> helpers.smokeTests().start(smoke.environment(), answer)));
        } else if (gate instanceof Gate.Measure measure) {
            pool.execute(() ->
                    answering(answer, () -> answer.accept(new MeasureGate(helpers.metrics(), clock).look(measure))));
        }
    }

    /** A gate that never answers would be waited for without end. */
    private static void answering(Consumer<Answer> answer, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            answer.accept(new Answer(Verdict.INCONCLUSIVE, "no answer because of " + e, Json.object()));
        }
    }

    private void probe(Gate.Probe gate, int target, int attempt, Consumer<Answer> answer) {
        for (int i = target; i < gate.targets().size(); i++) {
            String problem = ask(gate, gate.targets().get(i));
            if (!problem.isEmpty() && attempt < TRIES) {
                int again = i;
                later(BETWEEN_TRIES, answer, () -> probe(gate, again, attempt + 1, answer));
                return;
            }
            if (!problem.isEmpty()) {
                answer.accept(new Answer(
                        Verdict.FAIL,
                        problem + (attempt > 1 ? ", " + attempt + " times" : ""),
                        Json.object().put("tries", attempt)));
                return;
            }
        }
        int count = gate.targets().size();
        String who = count == 1 ? gate.targets().get(0) + " answers" : count + " targets answer";
        answer.accept(new Answer(
                Verdict.PASS,
                who + " GET " + gate.probe().path() + " with " + gate.probe().status(),
                Json.object().put("targets", count)));
    }

    /** What is wrong with a target, or nothing. */
    private String ask(Gate.Probe gate, String target) {
        String question = target + " answers GET " + gate.probe().path() + " with ";
        try {
            int status = pods.get(namespace, target, gate.probe().path()).status();
            int expected = gate.probe().status();
            return status == expected ? "" : question + status + ", expected " + expected;
        } catch (ClusterException e) {
            return target + " does not answer GET " + gate.probe().path() + ": " + e.getMessage();
        }
    }

    private void idle(Gate.Idle gate, Consumer<Answer> answer) {
        try {
            long before = served(gate);
            later(gate.apart(), answer, () -> answer.accept(compare(gate, before)));
        } catch (ClusterException e) {
            answer.accept(unreadable(e.getMessage()));
        }
    }

    private Answer compare(Gate.Idle gate, long before) {
        try {
            long more = served(gate) - before;
            ObjectNode numbers = Json.object().put("requests", more);
            String span = " of " + gate.targets().size() + " old pods within "
                    + gate.apart().toSeconds() + " s";
            return more == 0
                    ? new Answer(Verdict.PASS, "no more requests in the counters" + span, numbers)
                    : new Answer(Verdict.INCONCLUSIVE, more + " more requests in the counters" + span, numbers);
        } catch (ClusterException e) {
            return unreadable(e.getMessage());
        }
    }

    private static Answer unreadable(String message) {
        return new Answer(Verdict.INCONCLUSIVE, "counters could not be read: " + message, Json.object());
    }

    private long served(Gate.Idle gate) throws ClusterException {
        long sum = 0;
        for (String target : gate.targets()) {
            Matcher number =
                    NUMBER.matcher(pods.get(namespace, target, gate.path()).body());
            if (!number.find()) {
                throw new ClusterException(
                        ClusterException.Problem.REJECTED, target + " tells no number at " + gate.path());
            }
            sum += Long.parseLong(number.group());
        }
        return sum;
    }

    private Answer explain(Gate.Explain gate) {
        ObjectNode numbers = Json.object().put("pod", gate.pod()).put("container", gate.container());
        String sentence = "";
        try {
            List<String> warnings = pods.warnings(namespace, gate.pod());
            numbers.set("warnings", Json.tree(warnings));
            sentence = warnings.isEmpty() ? "" : warnings.get(warnings.size() - 1);
            List<String> lines = pods.log(namespace, gate.pod(), gate.container(), gate.previous(), LOG_LINES);
            numbers.set("lines", Json.tree(lines));
            sentence = lines.isEmpty() ? sentence : "its log says: " + telling(lines);
        } catch (ClusterException e) {
            numbers.put("problem", e.getMessage());
        }
        return new Answer(Verdict.PASS, sentence, numbers);
    }

    /** The first line that complains, as what follows it is mostly its stack trace; else the last one. */
    private static String telling(List<String> lines) {
        return lines.stream()
                .filter(line -> COMPLAINT.matcher(line).find())
                .findFirst()
                .orElse(lines.get(lines.size() - 1));
    }

    private void later(Duration delay, Consumer<Answer> answer, Runnable what) {
        Future<?> unused = timer.schedule(
                () -> pool.execute(() -> answering(answer, what)), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
