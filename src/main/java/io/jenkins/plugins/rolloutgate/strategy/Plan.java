package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a release would write if every pod got ready and every gate passed.
 *
 * <p>Found by asking the real strategy, over a copy of the observation on which each write is taken to succeed; nothing
 * is written anywhere. A later release may still do something else, as it decides on what it then sees.
 *
 * @param refusals why the release would not begin, or not get to its end; each one line that says what to do
 * @param warnings what its owner should know
 * @param writes in order
 * @param reason how the release would end, in one sentence
 */
public record Plan(List<String> refusals, List<String> warnings, List<PlannedWrite> writes, String reason) {
    /** Far more than any release takes; more would be a defect of the strategy. */
    private static final int MOST_STEPS = 500;

    public Plan {
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
        writes = List.copyOf(writes);
    }

    /** One write, with every value that it changes. */
    public record PlannedWrite(Phase phase, ObjectRef object, String summary, List<Line> lines) {
        public PlannedWrite {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One changed value.
     *
     * @param path of the field, such as {@code spec.replicas}
     * @param before empty if there was none
     * @param after empty if there will be none
     */
    public record Line(String path, Optional<String> before, Optional<String> after) {}

    public static Plan of(ReleaseSpec spec, Observation seen) {
        ReleaseSpec.Check checked = spec.check(seen);
        return checked.refusals().isEmpty()
                ? new Run(spec.assumingSuccess(), seen).plan(checked.warnings())
                : new Plan(checked.refusals(), List.of(), List.of(), "refused");
    }

    /** Plays the release through. */
    private static final class Run {
        private final ReleaseSpec spec;
        private final Strategy strategy;
        private final List<Event> events = new ArrayList<>();
        private final List<PlannedWrite> writes = new ArrayList<>();
        private Observation seen;
        private Instant now = Instant.EPOCH;

        Run(ReleaseSpec spec, Observation seen) {
            this.spec = spec;
            this.strategy = spec.strategy();
            this.seen = seen;
            append(EventKind.STARTED, Json.object().put("release", "plan").set("spec", Json.tree(spec)));
        }

        private void append(EventKind kind, ObjectNode data) {
            events.add(new Event(events.size() + 1L, now, Event.ENGINE, kind, data, ""));
        }

        Plan plan(List<String> warnings) {
            for (int step = 0; step < MOST_STEPS; step++) {
                Action action = strategy.next(ReleaseState.of(events), seen, now);
                if (action instanceof Action.End end) {
                    boolean asAsked = end.outcome() == (spec.isRollback() ? Outcome.ROLLED_BACK : Outcome.PROMOTED);
                    return new Plan(asAsked ? List.of() : List.of(end.reason()), warnings, writes, end.reason());
                }
                take(action);
            }
            throw new IllegalStateException("the plan of " + spec.application() + " comes to no end");
        }

        private void take(Action action) {
            if (action instanceof Action.Note note) {
                append(note.kind(), note.data());
            } else if (action instanceof Action.Write write) {
                write(write);
            } else if (action instanceof Action.Evaluate evaluate) {
                pass(evaluate.gate());
            } else if (action instanceof Action.Wait wait) {
                await(wait);
            }
        }

        private void write(Action.Write write) {
            Change change = write.change();
            writes.add(new PlannedWrite(
                    write.phase(), change.target().ref(), change.summary(), PlannedObjects.lines(change, seen)));
            ObjectNode data = Json.object().put("key", change.key());
            data.putObject("object")
                    .put("kind", change.target().ref().kind().title())
                    .put("name", change.target().name());
            append(EventKind.INTENT, data.set("patch", Json.tree(change.patch())));
            append(EventKind.WRITTEN, Json.object().put("key", change.key()));
            seen = PlannedObjects.apply(change, seen);
        }

        private void pass(Gate gate) {
            ObjectNode data = Json.object().put("gate", gate.name()).put("verdict", Verdict.PASS.name());
            if (gate instanceof Gate.Probe probe) {
                data.set("subjects", Json.tree(probe.subjects()));
            }
            append(EventKind.GATE, data);
        }

        /** First the cluster does what it was told; only when nothing more happens, time passes. */
        private void await(Action.Wait wait) {
            Observation settled = SettledCluster.of(seen);
            boolean still = settled.equals(seen);
            seen = settled;
            if (still) {
                now = wait.until()
                        .filter(now::isBefore)
                        .orElseThrow(() -> new IllegalStateException("the plan waits for ever: " + wait.status()));
            }
        }
    }
}
