package io.jenkins.plugins.rolloutgate.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and a polite kill of this process.
 *
 * <p>A shutdown hook would do for the first one, but then nothing could tell a second one.
 */
@SuppressWarnings("sunapi")
final class ProcessInterrupts implements Interrupts {
    /** What a shell expects of a process that ended by SIGINT. */
    private static final int INTERRUPTED = 130;

    @Override
    public Handling first(Runnable handler) {
        AtomicBoolean asked = new AtomicBoolean();
        Map<String, sun.misc.SignalHandler> before = new TreeMap<>();
        for (String name : List.of("INT", "TERM")) {
            before.put(name, sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> {
                if (asked.getAndSet(true)) {
                    Runtime.getRuntime().halt(INTERRUPTED);
                }
                handler.run();
            }));
        }
        return () -> before.forEach((name, old) -> sun.misc.Signal.handle(new sun.misc.Signal(name), old));
    }
}
