package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.GateRunner.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings releases that ask for their smoke tests together with the steps that run them; after a restart either may come
 * first. Thread-safe; calls back on the thread of whoever came second.
 */
final class StepBodies {
    private final Map<Origin, Consumer<Consumer<Answer>>> bodies = new HashMap<>();
    private final Map<Origin, Consumer<Answer>> waiting = new HashMap<>();

    /** A release asks; it is answered once, as soon as its step is there and its body has ended. */
    void ask(Origin origin, Consumer<Answer> answer) {
        Optional<Consumer<Consumer<Answer>>> body;
        synchronized (this) {
            body = Optional.ofNullable(bodies.get(origin));
            if (body.isEmpty()) {
                waiting.put(origin, answer);
            }
        }
        body.ifPresent(found -> found.accept(answer));
    }

    /** A step is ready to run its body, or to tell how it ended. */
    void offer(Origin origin, Consumer<Consumer<Answer>> body) {
        Optional<Consumer<Answer>> answer;
        synchronized (this) {
            bodies.put(origin, body);
            answer = Optional.ofNullable(waiting.remove(origin));
        }
        answer.ifPresent(body);
    }

    /** A build is over: what its steps have not answered they never will. */
    void buildEnded(String job, int build) {
        List<Map.Entry<Origin, Consumer<Answer>>> left;
        synchronized (this) {
            bodies.keySet().removeIf(origin -> origin.job().equals(job) && origin.build() == build);
            left = waiting.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().job().equals(job) && entry.getKey().build() == build)
                    .toList();
            left.forEach(entry -> waiting.remove(entry.getKey()));
        }
        left.forEach(entry -> entry.getValue().accept(notRun(entry.getKey())));
    }

    static Answer notRun(Origin origin) {
        return new Answer(Verdict.NOT_RUN, "build " + origin + " has ended without running them", Json.object());
    }
}
