package io.jenkins.plugins.rolloutgate.bench;

import java.lang.management.ManagementFactory;

/**
 * What this JVM holds.
 *
 * @param heap bytes in use after a collection
 */
record Footprint(int threads, long heap) {
    static Footprint now() {
        System.gc();
        return new Footprint(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    Footprint since(Footprint before) {
        return new Footprint(threads - before.threads, heap - before.heap);
    }
}
