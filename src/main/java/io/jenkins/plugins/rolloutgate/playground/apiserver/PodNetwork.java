package io.jenkins.plugins.rolloutgate.playground.apiserver;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How to reach the processes behind pods. Safe for use by any thread. */
public interface PodNetwork {
    /** The loopback port where the pod with this uid really listens, empty when nothing does. */
    OptionalInt port(String podUid);

    /** What the pod's container wrote, or what the one before its last restart wrote. */
    List<String> log(String podUid, boolean previous);

    /** What the pod uses now, empty when nothing runs. */
    Optional<Usage> usage(String podUid);

    /** Notes a connection to the pod: while it is busy, a pod that ends in order waits for it. */
    void opened(String podUid, Connection connection);

    void closed(String podUid, Connection connection);

    /**
     * What a pod uses.
     *
     * @param cpuMillis thousandths of a core
     */
    record Usage(long cpuMillis, long memoryBytes) {}

    /** One client's connection to a pod. */
    @FunctionalInterface
    interface Connection {
        /** Whether the client has yet to send its first request or to get its answer. */
        boolean isBusy();
    }
}
