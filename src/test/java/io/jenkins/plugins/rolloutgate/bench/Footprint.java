package io.jenkins.plugins.rolloutgate.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this JVM holds.
 *
 * @param threads their ids
 * @param heap bytes in use after a collection
 */
record Footprint(Set<Long> threads, long heap) {
    static Footprint now() {
        System.gc();
        return new Footprint(
                Arrays.stream(ManagementFactory.getThreadMXBean().getAllThreadIds())
                        .boxed()
                        .collect(Collectors.toSet()),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** By identity, because threads of what ran before may end meanwhile. */
    Footprint since(Footprint before) {
        Set<Long> added = new HashSet<>(threads);
        added.removeAll(before.threads);
        return new Footprint(added, heap - before.heap);
    }
}
