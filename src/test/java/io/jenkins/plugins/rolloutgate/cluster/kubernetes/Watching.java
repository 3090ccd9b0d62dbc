package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for observations as a release does: woken by its subscription only. */
final class Watching implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 20;

    private final Cluster cluster;
    private final Targets targets;
    private final Semaphore calls = new Semaphore(0);
    private final Cluster.Subscription subscription;

    Watching(Cluster cluster, Targets targets) {
        this.cluster = cluster;
        this.targets = targets;
        this.subscription = cluster.subscribe(targets, calls::release);
    }

    /** The first observation that is as expected. */
    Observation until(Predicate<Observation> expected) throws Exception {
        while (true) {
            Observation seen = cluster.observe(targets);
            if (expected.test(seen)) {
                return seen;
            }
            awaitCall("the last observation was " + seen);
        }
    }

    /** The first failure to observe. */
    ClusterException untilLost() throws Exception {
        while (true) {
            try {
                cluster.observe(targets);
            } catch (ClusterException e) {
                return e;
            }
            awaitCall("the cluster can still be observed");
        }
    }

    /** The first observation that succeeds again. */
    Observation untilBack() throws Exception {
        while (true) {
            try {
                return cluster.observe(targets);
            } catch (ClusterException e) {
                awaitCall(e.getMessage());
            }
        }
    }

    int calls() {
        return calls.availablePermits();
    }

    private void awaitCall(String last) throws InterruptedException {
        assertThat(calls.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
                .as("a call of the subscriber; %s", last)
                .isTrue();
        calls.drainPermits();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
