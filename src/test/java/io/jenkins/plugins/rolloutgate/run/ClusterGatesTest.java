package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.PodAccess;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClusterGatesTest {
    /** Answers every GET with more than a long holds. */
    private static final class HugeCounter implements PodAccess {
        @Override
        public Answer get(String namespace, String target, String path) {
            return new Answer(200, "99999999999999999999");
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

    @Test
    void aCounterThatIsTooLongIsInconclusive() throws Exception {
        ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
        CompletableFuture<GateRunner.Answer> answer = new CompletableFuture<>();

        new ClusterGates(new HugeCounter(), "shop", Helpers.NONE, threads, threads)
                .start(new Gate.Idle("idle", List.of("pods/a"), "/requests", Duration.ofMillis(1)), answer::complete);

        assertThat(answer.get(10, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        threads.shutdownNow();
    }
}
