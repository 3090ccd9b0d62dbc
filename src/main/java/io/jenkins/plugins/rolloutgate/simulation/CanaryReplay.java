package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Journal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.GateRunner;
import io.jenkins.plugins.rolloutgate.run.MeasureGate;
import io.jenkins.plugins.rolloutgate.run.Metrics;
import io.jenkins.plugins.rolloutgate.run.ReleaseDriver;
import io.jenkins.plugins.rolloutgate.run.Turn;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Plays one canary release through in virtual time: the real strategy, driver, judgement and record on a simulated
 * cluster and source. The same plan always gives the same record. Used once, by one thread.
 */
public final class CanaryReplay implements GateRunner {
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int LATENCY_MILLIS = 100;

    private final CanaryPlan plan;
    private final SimulatedCanary canary;
    private final SimulatedWorld world;
    private final SimulatedSource source;
    private final MeasureGate looks;
    private final ReleaseRecord record;
    private final ReleaseDriver driver;
    private final Instant start;
    private Instant nextTurn = Instant.MAX;
    private boolean over;
    private String answered = "";

    private CanaryReplay(CanaryPlan plan) throws IOException {
        Random random = new Random(plan.seed());
        this.plan = plan;
        this.canary = new SimulatedCanary(plan.spec(), plan.behaviour(), random);
        this.world = canary.world();
        this.start = world.instant();
        this.source = new SimulatedSource(plan.behaviour(), plan.spec().objectives(), world, random);
        this.looks = new MeasureGate(metrics(), world);
        this.record = ReleaseRecord.open(new Kept());
        ObjectNode data = Json.object()
                .put("release", "simulation-" + plan.seed())
                .put("strategy", plan.spec().strategyName())
                .put("mode", "DEPLOY");
        data.set("spec", Json.tree(plan.spec()));
        record.append(start, "somebody", EventKind.STARTED, data);
        this.driver = new ReleaseDriver(
                record,
                plan.spec().strategy(),
                plan.spec().targets(),
                new SimulatedCluster(world),
                this,
                world,
                "simulated",
                this::answered);
    }

    /** The record of a release that nothing has to survive. */
    private static final class Kept implements Journal {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void append(String line, boolean force) {
            lines.add(line);
        }

        @Override
        public List<String> lines() {
            return List.copyOf(lines);
        }
    }

    /**
     * What is found out.
     *
     * @param head of the record
     */
    public record Played(List<Event> events, String head) {
        public Played {
            events = List.copyOf(events);
        }
    }

    /** Plays a plan through to its end. */
    public static Played of(CanaryPlan plan) {
        try {
            CanaryReplay replay = new CanaryReplay(plan);
            replay.run();
            return new Played(replay.record.events(), replay.record.head());
        } catch (IOException e) {
            // Nothing is written anywhere.
            throw new UncheckedIOException(e);
        }
    }

    private Metrics metrics() {
        Map<String, MetricSource> sources = new HashMap<>();
        plan.spec().objectives().stream()
                .map(Objective::indicator)
                .map(Indicator::source)
                .forEach(name -> sources.put(name, source));
        return Metrics.of(sources);
    }

    private void run() {
        Instant limit = start.plus(LONGEST);
        long seen = -1;
        wake(start);
        while (!over && world.step(limit)) {
            Duration elapsed = Duration.between(start, world.instant());
            canary.live(elapsed);
            source.count(canary.shares(), canary.traits(elapsed));
            if (world.changes() != seen) {
                seen = world.changes();
                wake(world.instant());
            }
        }
    }

    private void wake(Instant when) {
        if (!over && when.isBefore(nextTurn)) {
            nextTurn = when;
            world.at(when, () -> turn(when));
        }
    }

    private void turn(Instant due) {
        if (!due.equals(nextTurn)) {
            return;
        }
        nextTurn = Instant.MAX;
        perform(() -> {
            Turn turn = driver.turn();
            over = turn.over();
            turn.again().ifPresent(this::wake);
        });
        record.state().ramp().question().ifPresent(this::ask);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void perform(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            // The journal of a simulation takes every line.
            throw new UncheckedIOException(e);
        }
    }

    private void ask(Ramp.Question question) {
        Optional<String> answer = plan.behaviour().answer();
        if (answer.isPresent() && !answered.equals(question.id())) {
            answered = question.id();
            Instant when = world.instant().plus(plan.behaviour().answerAfter());
            world.at(when, () -> {
                perform(() -> driver.decide("somebody", "simulated", question.id(), answer.get(), ""));
                wake(world.instant());
            });
        }
    }

    @Override
    public void start(Gate gate, Consumer<Answer> answer) {
        world.after(LATENCY_MILLIS, LATENCY_MILLIS, () -> answer.accept(answer(gate)));
    }

    private Answer answer(Gate gate) {
        if (gate instanceof Gate.Measure look) {
            return looks.look(look);
        }
        boolean passes = !(gate instanceof Gate.Smoke) || plan.behaviour().bodyPasses();
        String sentence = gate instanceof Gate.Explain ? "" : "as described";
        return new Answer(passes ? Verdict.PASS : Verdict.FAIL, sentence, Json.object());
    }

    private void answered(Gate gate, Answer answer) {
        perform(() -> driver.answered(gate, answer));
        wake(world.instant());
    }
}
