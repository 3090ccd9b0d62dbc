package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.util.function.Consumer;

/** Finds the answers that strategies ask for. */
public interface GateRunner {
    /**
     * An answer.
     *
     * @param sentence one plain sentence for people
     * @param numbers what it rests on
     */
    record Answer(Verdict verdict, String sentence, ObjectNode numbers) {}

    /** Begins; the answer comes later, once, on any thread. Must not block. */
    void start(Gate gate, Consumer<Answer> answer);
}
