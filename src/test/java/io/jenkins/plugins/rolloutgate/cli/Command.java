package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command in this process, with its output caught. */
final class Command {
    private final Path home;
    private final boolean terminal;
    private final Map<String, String> env;
    private Runnable interrupt = () -> {};

    /** What a command left behind. */
    record Result(int code, String out, String err) {
        JsonNode json() {
            return Json.parse(out);
        }
    }

    private Command(Path home, boolean terminal, Map<String, String> env) {
        this.home = home;
        this.terminal = terminal;
        this.env = env;
    }

    /** Keeps its records under {@code home} unless it is told otherwise. */
    static Command in(Path home) {
        return new Command(home, false, Map.of("XDG_STATE_HOME", home.toString(), "USER", "jana"));
    }

    Command onTerminal(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(env);
        all.putAll(more);
        return new Command(home, true, all);
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Interrupts interrupts = handler -> {
            interrupt = handler;
            return () -> interrupt = () -> {};
        };
        Shell shell = new Shell(new PrintWriter(out), new PrintWriter(err), env, terminal, interrupts);
        int code = RolloutGate.commandLine(shell).execute(arguments);
        shell.out().flush();
        shell.err().flush();
        return new Result(code, out.toString(), err.toString());
    }

    Result run(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    /** Presses Ctrl-C. */
    void interrupt() {
        interrupt.run();
    }

    Path records() {
        return home.resolve("rollout-gate");
    }
}
