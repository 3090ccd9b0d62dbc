package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.GateRunner.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Brings releases that ask for a body together with the steps that run it; after a restart either may come first, and
 * the stages of a Pipeline take turns. A release is known by the step that has begun it. Thread-safe; calls back on the
 * thread of whoever came second.
 */
final class StepBodies {

    /** What a step runs for a release; answers once, from any thread. */
    interface Body {
        void run(Map<String, String> environment, Consumer<Answer> answer);
    }

    private record Offer(Origin step, Body body) {}

    private record Ask(Map<String, String> environment, Consumer<Answer> answer) {}

    private final Predicate<Origin> building;
    private final Map<Origin, Offer> offers = new HashMap<>();
    private final Map<Origin, Ask> asks = new HashMap<>();

    /**
     * Nothing is offered yet.
     *
     * @param building whether the build of a step still runs, so that its step may yet come
     */
    StepBodies(Predicate<Origin> building) {
        this.building = building;
    }

    /** A release asks; it is answered as soon as a step is there and its body has ended, or the build is over. */
    void ask(Origin release, Map<String, String> environment, Consumer<Answer> answer) {
        boolean mayCome = building.test(release);
        Ask ask = new Ask(environment, answer);
        Optional<Offer> offer;
        synchronized (this) {
            offer = Optional.ofNullable(offers.get(release));
            if (offer.isPresent() || mayCome) {
                asks.put(release, ask);
            }
        }
        if (offer.isPresent()) {
            run(release, offer.get().body(), ask);
        } else if (!mayCome) {
            answer.accept(notRun(release));
        }
    }

    private void run(Origin release, Body body, Ask ask) {
        body.run(ask.environment(), answer -> {
            synchronized (this) {
                asks.remove(release, ask);
            }
            ask.answer().accept(answer);
        });
    }

    /** A step is ready to run its body, or to tell how it ended. */
    void offer(Origin release, Origin step, Body body) {
        Optional<Ask> ask;
        synchronized (this) {
            offers.put(release, new Offer(step, body));
            ask = Optional.ofNullable(asks.get(release));
        }
        ask.ifPresent(open -> run(release, body, open));
    }

    /** A step is done; the next one may offer its own. */
    synchronized void withdraw(Origin step) {
        offers.values().removeIf(offer -> offer.step().equals(step));
    }

    /** A build is over: what its steps have not answered they never will. An answer too many changes nothing. */
    void buildEnded(String job, int build) {
        List<Map.Entry<Origin, Ask>> left = new ArrayList<>();
        synchronized (this) {
            for (Map.Entry<Origin, Ask> ask : asks.entrySet()) {
                Offer offer = offers.get(ask.getKey());
                Origin runner = offer == null ? ask.getKey() : offer.step();
                if (runner.isOf(job, build)) {
                    left.add(Map.entry(ask.getKey(), ask.getValue()));
                }
            }
            left.forEach(ask -> asks.remove(ask.getKey()));
            offers.values().removeIf(offer -> offer.step().isOf(job, build));
        }
        left.forEach(ask -> ask.getValue().answer().accept(notRun(ask.getKey())));
    }

    static Answer notRun(Origin origin) {
        return new Answer(Verdict.NOT_RUN, "build " + origin + " has ended without running them", Json.object());
    }
}
