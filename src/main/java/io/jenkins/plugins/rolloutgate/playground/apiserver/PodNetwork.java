package io.jenkins.plugins.rolloutgate.playground.apiserver;

import java.util.List;
import java.util.OptionalInt;

/** How to reach the processes behind pods. Safe for use by any thread. */
public interface PodNetwork {
    /** The loopback port where the pod with this uid really listens, empty when nothing does. */
    OptionalInt port(String podUid);

    /** What the pod's container wrote, or what the one before its last restart wrote. */
    List<String> log(String podUid, boolean previous);

    /** Notes a connection to the pod: while it is busy, a pod that ends in order waits for it. */
    void opened(String podUid, Connection connection);

    void closed(String podUid, Connection connection);

    /** One client's connection to a pod. */
    @FunctionalInterface
    interface Connection {
        /** Whether the client has yet to send its first request or to get its answer. */
        boolean isBusy();
    }
}
