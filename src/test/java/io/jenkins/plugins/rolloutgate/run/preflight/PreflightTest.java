package io.jenkins.plugins.rolloutgate.run.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.rolloutgate.cluster.ApiReader;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Need;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How checks are run, whatever they ask. */
class PreflightTest {
    private static final Subject SUBJECT = new Subject("shop", List.of("web"), false, Instant.EPOCH);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** An API server whose objects have a name that says what happens. */
    private final ApiReader server = new ApiReader() {
        @Override
        public Optional<JsonNode> read(String path) throws ClusterException {
            switch (path) {
                case "denied" -> throw new ClusterException(Problem.DENIED, "not allowed to get denied");
                case "slow" -> await();
                default -> {}
            }
            return Optional.of(JsonNodeFactory.instance.objectNode().put("path", path));
        }

        private void await() {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean isAllowed(String namespace, String verb, String group, String resource) {
            return true;
        }
    };

    private record Reading(String name) implements Check {
        @Override
        public Step next(Subject subject, Answers answers) {
            return answers.has(name)
                    ? Finding.pass("read "
                            + answers.get(name).orElseThrow().path("path").asText())
                    : new Need(List.of(name), List.of());
        }
    }

    private record Broken(String name) implements Check {
        @Override
        public Step next(Subject subject, Answers answers) {
            throw new IllegalStateException("a mistake");
        }
    }

    private record Endless(String name) implements Check {
        @Override
        public Step next(Subject subject, Answers answers) {
            return new Need(List.of(), List.of());
        }
    }

    private List<Finding> run(Duration within, Check... checks) throws InterruptedException {
        return new Preflight(server, threads, InstantSource.system(), within)
                .run(List.of(checks), SUBJECT).stream().map(Checked::finding).toList();
    }

    @Test
    void readsWhatIsNeededAndKeepsTheOrder() throws Exception {
        assertThat(run(Duration.ofMinutes(1), new Reading("one"), new Reading("two")))
                .extracting(Finding::seen)
                .containsExactly("read one", "read two");
    }

    @Test
    void saysOfACheckThatCannotBeToldWhyAndRunsTheOthers() throws Exception {
        assertThat(run(
                        Duration.ofMinutes(1),
                        new Reading("denied"),
                        new Broken("broken"),
                        new Endless("endless"),
                        new Reading("one")))
                .extracting(Finding::status, Finding::seen)
                .containsExactly(
                        tuple(Finding.Status.UNKNOWN, "not allowed to get denied"),
                        tuple(
                                Finding.Status.UNKNOWN,
                                "this is a defect of the check: java.lang.IllegalStateException: a mistake"),
                        tuple(
                                Finding.Status.UNKNOWN,
                                "this is a defect of the check: java.lang.IllegalStateException:"
                                        + " check endless reads without end"),
                        tuple(Finding.Status.PASS, "read one"));
    }

    @Test
    void waitsForNoCheckLongerThanItMayTake() throws Exception {
        assertThat(run(Duration.ofMillis(200), new Reading("one"), new Reading("slow")))
                .extracting(Finding::seen)
                .containsExactly("read one", "it took too long");
    }
}
