package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.LeaseStore.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StaleLeaseTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final StaleLease stale = new StaleLease(nanos::get);

    private static Lease lease(String holder, String version) {
        return new Lease(holder, version, Duration.ofSeconds(30), Map.of());
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void aHolderThatDoesNotRenewIsGoneAfterTheDurationOfTheLease() {
        assertThat(stale.left(lease("a/1", "7"))).hasSeconds(30);
        pass(20);
        assertThat(stale.left(lease("a/1", "7"))).hasSeconds(10);
        pass(11);
        assertThat(stale.left(lease("a/1", "7"))).isZero();
    }

    @Test
    void aHolderThatRenewsIsAlive() {
        stale.left(lease("a/1", "7"));
        pass(29);

        assertThat(stale.left(lease("a/1", "8"))).hasSeconds(30);
    }

    @Test
    void aFreeLeaseIsFree() {
        assertThat(stale.left(lease("", "7"))).isZero();
    }
}
