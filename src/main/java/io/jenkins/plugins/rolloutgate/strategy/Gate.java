package io.jenkins.plugins.rolloutgate.strategy;

import java.time.Duration;
import java.util.List;

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

    /** The block of a Pipeline step or the command of a shell: smoke tests of the idle colour. */
    record Smoke(String name) implements Gate {}

    /** Whether request counters of the old pods still move. */
    record Idle(String name, List<String> targets, String path, Duration apart) implements Gate {}

    /** Fetch what explains a pod that does not get ready. */
    record Explain(String name, String pod, String container, boolean previous) implements Gate {}
}
