package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.strategy.Action;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The gates that a release waits for: the one that its strategy wants now, and one that takes long beside it. What is
 * answered is written down; answers to gates that are no longer wanted are dropped. Not thread-safe.
 */
final class Gates {
    private final ReleaseRecord record;
    private final GateRunner runner;
    private final InstantSource clock;
    private final BiConsumer<Gate, GateRunner.Answer> answers;
    private RunningGate running;
    private Gate beside;

    Gates(ReleaseRecord record, GateRunner runner, InstantSource clock, BiConsumer<Gate, GateRunner.Answer> answers) {
        this.record = record;
        this.runner = runner;
        this.clock = clock;
        this.answers = answers;
    }

    /** Starts a gate that is not awaited yet; says when to look again, or nothing when one has not answered in its time. */
    Optional<Instant> await(Action.Evaluate wanted) throws IOException {
        Instant now = clock.instant();
        if (!isRunning(wanted.gate())) {
            running = new RunningGate(wanted.gate(), now, Duration.between(now, wanted.until()));
            start(wanted.gate());
        } else if (running.isOverdue(record.state(), now)) {
            GateRunner.Answer none = running.noAnswer();
            running = null;
            take(wanted.gate(), none);
            return Optional.empty();
        }
        Instant limit = running.limit(record.state(), now);
        return Optional.of(limit.isBefore(wanted.until()) ? limit : wanted.until());
    }

    /** Starts a gate that is answered beside whatever else is done, unless it has been started. */
    void startBeside(Gate gate) {
        if (!gate.equals(beside)) {
            beside = gate;
            start(gate);
        }
    }

    private void start(Gate gate) {
        runner.start(gate, answer -> answers.accept(gate, answer));
    }

    private boolean isRunning(Gate gate) {
        return running != null && running.gate().equals(gate);
    }

    void dropAwaited() {
        running = null;
    }

    void dropBeside() {
        beside = null;
    }

    void answered(Gate gate, GateRunner.Answer answer) throws IOException {
        if (isRunning(gate)) {
            running = null;
            take(gate, answer);
        } else if (gate.equals(beside)) {
            beside = null;
            take(gate, answer);
        }
    }

    private void take(Gate gate, GateRunner.Answer answer) throws IOException {
        if (gate instanceof Gate.Measure measure) {
            append(
                    EventKind.MEASURED,
                    Json.object()
                            .put("phase", measure.phase())
                            .put("look", measure.look())
                            .set("samples", MeasureGate.samples(measure, answer)));
            return;
        }
        if (gate instanceof Gate.Explain explain && answer.numbers().has("lines")) {
            append(
                    EventKind.LOG,
                    Json.object()
                            .put("pod", explain.pod())
                            .put("container", explain.container())
                            .put("previous", explain.previous())
                            .set("lines", answer.numbers().path("lines")));
        }
        ObjectNode data = Json.object()
                .put("gate", gate.name())
                .put("verdict", answer.verdict().name())
                .put("sentence", answer.sentence());
        if (gate instanceof Gate.Probe probe) {
            data.set("subjects", Json.tree(probe.subjects()));
        }
        data.set("numbers", answer.numbers());
        append(EventKind.GATE, data);
    }

    private void append(EventKind kind, ObjectNode data) throws IOException {
        record.append(clock.instant(), Event.ENGINE, kind, data);
    }
}
