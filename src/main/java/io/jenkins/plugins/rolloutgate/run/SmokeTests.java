package io.jenkins.plugins.rolloutgate.run;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.util.Map;
import java.util.function.Consumer;

/** Runs somebody's own tests against a new version: the block of a Pipeline step, the command of a shell. */
@FunctionalInterface
public interface SmokeTests {
    /** For a process that took a release over and has no tests to run: the gate counts as not run. */
    SmokeTests NOT_HERE = (environment, answer) -> answer.accept(
            new GateRunner.Answer(Verdict.NOT_RUN, "the process that would have run the tests is gone", Json.object()));

    /**
     * Begins; must not block. The answer may come from any thread.
     *
     * @param environment what they are told, such as the phase; empty for the tests of an idle colour
     */
    void start(Map<String, String> environment, Consumer<GateRunner.Answer> answer);
}
