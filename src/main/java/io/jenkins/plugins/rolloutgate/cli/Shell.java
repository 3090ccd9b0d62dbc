package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command runs: what it may read of its surroundings and where it may write.
 *
 * @param terminal whether a person watches, so that lines may be written over
 */
record Shell(PrintWriter out, PrintWriter err, Map<String, String> env, boolean terminal, Interrupts interrupts) {
    Shell {
        env = Map.copyOf(env);
    }

    static Shell ofProcess() {
        return new Shell(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                isTerminal() && !"dumb".equals(System.getenv("TERM")),
                new ProcessInterrupts());
    }

    /** Java 22 and newer have a console in any case, and a method that tells whether somebody sees it. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** On a terminal only, and never against the wish that NO_COLOR tells (no-color.org). */
    boolean colours() {
        return terminal && env.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Who stands in the record as having asked. */
    String user() {
        return env.getOrDefault("USER", System.getProperty("user.name"));
    }

    /** What a person types. */
    BufferedReader input() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    ObjectNode origin() {
        return Json.object().put("from", "shell").put("host", env.getOrDefault("HOSTNAME", ""));
    }
}
