package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.Sample;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The captured baselines that one release may use: of each name the newest that had ended before the release began, so that
 * a restart does not change what it is compared with. Reads files whenever it is asked. Thread-safe.
 */
public final class Baselines {
    private final ReleaseStore store;
    private final Instant before;
    private final Predicate<JsonNode> visible;

    /**
     * The baselines of a store.
     *
     * @param before when the release began
     * @param visible whether a baseline that was asked for from there may be used, by the origin in its record
     */
    public Baselines(ReleaseStore store, Instant before, Predicate<JsonNode> visible) {
        this.store = store;
        this.before = before;
        this.visible = visible;
    }

    /** What one record has of a baseline. */
    private record Captured(String id, VerifySpec spec, List<Ramp.Look> looks) {}

    /**
     * Refuses objectives whose baseline is unknown, unfinished or damaged, or has not measured the same.
     *
     * @throws IllegalArgumentException in one line that says what to do
     */
    public void check(List<Objective> objectives) {
        for (Objective objective : objectives) {
            if (isCaptured(objective)) {
                samples(objective);
            }
        }
    }

    static boolean isCaptured(Objective objective) {
        return !objective.baseline().isEmpty() && !objective.baseline().equals(Objective.STABLE);
    }

    /**
     * What the baseline of an objective has of what it asks.
     *
     * @throws IllegalArgumentException in one line, as for {@link #check}
     */
    public List<Sample> samples(Objective objective) {
        String name = objective.baseline();
        Captured captured = find(name);
        Objective same = captured.spec().objectives().stream()
                .filter(own -> isSame(own.indicator(), objective.indicator()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "baseline " + name + " has not measured what objective '" + objective.text()
                                + "' asks, it has "
                                + String.join(
                                        ", ",
                                        captured.spec().objectives().stream()
                                                .map(Objective::name)
                                                .toList())
                                + ": capture that too"));
        List<Sample> samples = new ArrayList<>();
        for (Ramp.Look look : captured.looks()) {
            for (JsonNode json : look.samples()) {
                if (json.path("objective").asText().equals(same.name())) {
                    samples.add(Json.read(json, Sample.class).asBaselineOf(objective));
                }
            }
        }
        if (samples.stream().allMatch(sample -> sample.problem().isPresent())) {
            throw new IllegalArgumentException("baseline " + name + " has no numbers for objective '" + objective.text()
                    + "', see its report " + captured.id() + ": capture it again");
        }
        return samples;
    }

    /** The source's name is no part of what is measured: one may stand in for another. */
    private static boolean isSame(Indicator one, Indicator other) {
        return one.kind() == other.kind()
                && one.queries().equals(other.queries())
                && one.unit() == other.unit()
                && one.scale() == other.scale();
    }

    private Captured find(String name) {
        List<String> ids = ids(VerifySpec.idOf(name) + "-");
        String problem = "there is no baseline " + name + known() + ": capture it first";
        for (int i = ids.size() - 1; i >= 0; i--) {
            Attempt attempt = read(ids.get(i), name);
            if (attempt.captured().isPresent()) {
                return attempt.captured().get();
            }
            if (attempt.damaged()) {
                throw new IllegalArgumentException(attempt.problem());
            }
            boolean first = problem.startsWith("there is no");
            problem = first && !attempt.problem().isEmpty() ? attempt.problem() : problem;
        }
        throw new IllegalArgumentException(problem);
    }

    private List<String> ids(String prefix) {
        try {
            return store.ids().stream().filter(id -> id.startsWith(prefix)).toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("baselines cannot be listed: " + e.getMessage(), e);
        }
    }

    private String known() {
        TreeSet<String> names = new TreeSet<>();
        for (String id : ids(VerifySpec.idOf(""))) {
            Attempt attempt = read(id, "");
            attempt.captured().ifPresent(captured -> names.add(captured.spec().capture()));
        }
        return names.isEmpty() ? "" : ", there are " + String.join(", ", names);
    }

    /**
     * What became of one capture.
     *
     * @param problem why it cannot be used; empty when it can, and when it does not concern whoever asks
     */
    private record Attempt(Optional<Captured> captured, boolean damaged, String problem) {
        static final Attempt NONE = new Attempt(Optional.empty(), false, "");

        static Attempt unusable(boolean damaged, String problem) {
            return new Attempt(Optional.empty(), damaged, problem);
        }
    }

    private Attempt read(String id, String name) {
        RecordReader.Result read;
        try {
            read = store.read(id);
        } catch (IOException e) {
            return Attempt.unusable(true, "baseline " + name + " cannot be read: " + e.getMessage());
        }
        ReleaseState state = read.state();
        if (state.isEmpty()
                || !visible.test(state.origin())
                || state.startedAt().isAfter(before)) {
            return Attempt.NONE;
        }
        VerifySpec spec = Json.read(state.spec(), VerifySpec.class);
        if (!name.isEmpty() && !spec.capture().equals(name)) {
            return Attempt.NONE;
        }
        if (read.damage().isPresent()) {
            return Attempt.unusable(
                    true,
                    "baseline " + name + " is damaged, record " + id + ": "
                            + read.damage().get() + "; capture it again");
        }
        if (state.end().isEmpty() || state.end().get().at().isAfter(before)) {
            return Attempt.unusable(
                    false, "baseline " + name + " is not finished, see release " + id + ": wait for its end");
        }
        return state.end().get().outcome() == Outcome.PASSED
                ? new Attempt(Optional.of(new Captured(id, spec, state.ramp().looks(VerifySpec.PHASE))), false, "")
                : Attempt.unusable(
                        false,
                        "baseline " + name + " was not captured, release " + id + " ended "
                                + state.end().get().outcome() + ": capture it again");
    }
}
