package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.slo.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A question whose answer the strategy needs, and that takes I/O to find. */
public sealed interface Gate {

    /** The name under which its verdict stands in the record. */
    String name();

    /**
     * GET a path of each pod and Service through the API server.
     *
     * @param subjects what the verdict will be about: pod uids or {@code services/NAME}
     * @param targets as the proxy wants them, {@code pods/NAME:PORT}; one for each subject
     */
    record Probe(String name, List<String> subjects, List<String> targets, HttpProbe probe) implements Gate {}

    /**
     * The block of a Pipeline step or the command of a shell: smoke tests of the idle colour, or the body of a phase.
     *
     * @param environment what the body is told, such as the phase
     */
    record Smoke(String name, Map<String, String> environment) implements Gate {
        public Smoke {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * One look at the objectives.
     *
     * @param look counts the looks of a phase, from 1
     * @param sides what the queries are filled in with, by side
     */
    record Measure(String name, int phase, int look, List<Objective> objectives, Map<String, Map<String, String>> sides)
            implements Gate {
        public Measure {
            objectives = List.copyOf(objectives);
            sides = Map.copyOf(sides);
        }
    }

    /** Whether request counters of the old pods still move. */
    record Idle(String name, List<String> targets, String path, Duration apart) implements Gate {}

    /** Fetch what explains a pod that does not get ready. */
    record Explain(String name, String pod, String container, boolean previous) implements Gate {}
}
