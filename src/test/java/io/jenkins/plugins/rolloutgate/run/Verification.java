package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;

/** Plays a verification through in virtual time, into a real journal. */
final class Verification implements GateRunner {
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final Metrics metrics;
    private Instant now = START;
    private Gate asked;

    Verification(Metrics metrics) {
        this.metrics = metrics;
    }

    /** The time of whatever the sources tell. */
    Instant now() {
        return now;
    }

    @Override
    public void start(Gate gate, Consumer<Answer> answer) {
        asked = gate;
    }

    /** To its end, or until a time at which the process dies. */
    ReleaseState play(ReleaseStore store, String id, VerifySpec spec, String job, Instant until) throws IOException {
        try (FileJournal journal = new FileJournal(store.journal(id))) {
            ReleaseRecord record = ReleaseRecord.open(journal);
            if (record.state().isEmpty()) {
                var data = Json.object().put("release", id).put("strategy", VerifySpec.STRATEGY);
                data.set("origin", Json.object().put("job", job));
                data.set("spec", Json.tree(spec));
                record.append(now, "ann", EventKind.STARTED, data);
            }
            ReleaseDriver driver = new ReleaseDriver(
                    record,
                    spec.strategy(),
                    spec.targets(),
                    NoCluster.INSTANCE,
                    this,
                    () -> now,
                    "n",
                    (gate, any) -> {});
            for (Turn turn = driver.turn(); !turn.over() && now.isBefore(until); turn = driver.turn()) {
                if (asked instanceof Gate.Measure look) {
                    asked = null;
                    driver.answered(look, new MeasureGate(metrics, () -> now).look(look));
                } else {
                    now = turn.again().orElseThrow();
                }
            }
            return record.state();
        }
    }

    ReleaseState play(ReleaseStore store, String id, VerifySpec spec) throws IOException {
        return play(store, id, spec, "team/shop", Instant.MAX);
    }
}
