package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.PodAccess;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterGatesTest {
    /** Answers every GET alike. */
    private record Pods(Supplier<Answer> answer) implements PodAccess {
        @Override
        public Answer get(String namespace, String target, String path) {
            return answer.get();
        }

        @Override
        public List<String> log(String namespace, String pod, String container, boolean previous, int lines) {
            return List.of();
        }

        @Override
        public List<String> warnings(String namespace, String pod) {
            return List.of();
        }
    }

    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private Verdict idle(Supplier<PodAccess.Answer> pods) throws Exception {
        CompletableFuture<GateRunner.Answer> answer = new CompletableFuture<>();
        new ClusterGates(new Pods(pods), "shop", Helpers.NONE, InstantSource.system(), threads, threads)
                .start(new Gate.Idle("idle", List.of("pods/a"), "/requests", Duration.ofMillis(1)), answer::complete);
        return answer.get(10, TimeUnit.SECONDS).verdict();
    }

    @Test
    void aCounterThatIsTooLongIsInconclusive() throws Exception {
        assertThat(idle(() -> new PodAccess.Answer(200, "99999999999999999999")))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anErrorIsAnAnswerToo() throws Exception {
        assertThat(idle(() -> {
                    throw new NoClassDefFoundError("com/example/Gone");
                }))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }
}
