package io.jenkins.plugins.rolloutgate.cli;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C, a polite kill of this process, and a terminal that is gone.
 *
 * <p>A shutdown hook would do for the first one, but then nothing could tell a second one. The only other way is {@code
 * sun.misc.Signal}, whose mere name makes the compiler warn, hence the reflection.
 */
final class ProcessInterrupts implements Interrupts {
    /** What a shell expects of a process that ended by SIGINT. */
    private static final int INTERRUPTED = 130;

    @Override
    public Handling first(Runnable handler) {
        AtomicBoolean asked = new AtomicBoolean();
        Runnable ask = () -> {
            if (asked.getAndSet(true)) {
                Runtime.getRuntime().halt(INTERRUPTED);
            }
            handler.run();
        };
        Map<String, Object> before = new LinkedHashMap<>();
        (isWindows() ? List.of("INT", "TERM") : List.of("INT", "TERM", "HUP"))
                .forEach(name -> before.put(name, handle(name, signalHandler(ask))));
        return () -> before.forEach(ProcessInterrupts::handle);
    }

    /** Which has no SIGHUP. */
    private static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    private static Object signalHandler(Runnable ask) {
        try {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            return Proxy.newProxyInstance(
                    ProcessInterrupts.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        ask.run();
                        return null;
                    });
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every JDK has it in module jdk.unsupported", e);
        }
    }

    /** Returns what handled the signal before. */
    private static Object handle(String name, Object handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            return signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every JDK has it in module jdk.unsupported", e);
        }
    }
}
