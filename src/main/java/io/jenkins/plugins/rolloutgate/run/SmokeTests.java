package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.util.function.Consumer;

/** Runs somebody's own tests against the idle colour: the block of a Pipeline step, the command of a shell. */
@FunctionalInterface
public interface SmokeTests {
    /** For a process that took a release over and has no tests to run: the gate counts as not run. */
    SmokeTests NOT_HERE = answer -> answer.accept(new GateRunner.Answer(
            Verdict.NOT_RUN, "the process that would have run the smoke tests is gone", Json.object()));

    /** Begins; must not block. The answer may come from any thread. */
    void start(Consumer<GateRunner.Answer> answer);
}
