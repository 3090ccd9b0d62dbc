package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.GateRunner;
import io.jenkins.plugins.rolloutgate.run.SmokeTests;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a command of the user's shell as smoke tests; its output goes to the standard error as it comes. */
final class ShellSmokeTests implements SmokeTests {
    private final String command;
    private final Map<String, String> surroundings;
    private final Duration limit;
    private final Shell shell;

    /**
     * Prepares the command.
     *
     * @param surroundings what it finds in its environment, each by its name behind {@code ROLLOUT_GATE_}
     * @param limit a command that runs longer is ended
     */
    ShellSmokeTests(String command, Map<String, String> surroundings, Duration limit, Shell shell) {
        this.command = command;
        this.surroundings = Map.copyOf(surroundings);
        this.limit = limit;
        this.shell = shell;
    }

    @Override
    public void start(Map<String, String> environment, Consumer<GateRunner.Answer> answer) {
        Thread thread = new Thread(() -> answer.accept(run(environment)), "rollout-gate-smoke");
        thread.setDaemon(true);
        thread.start();
    }

    private GateRunner.Answer run(Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
        surroundings.forEach((name, value) -> builder.environment().put("ROLLOUT_GATE_" + name, value));
        builder.environment().putAll(environment);
        try {
            return finish(builder.start());
        } catch (IOException e) {
            return new GateRunner.Answer(
                    Verdict.NOT_RUN, "the command could not be started: " + e.getMessage(), Json.object());
        }
    }

    /** The release gives up at its timeout; a command that hangs longer is ended then. */
    private GateRunner.Answer finish(Process process) throws IOException {
        ProcessHandle handle = process.toHandle();
        handle.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            handle.descendants().forEach(ProcessHandle::destroy);
            handle.destroy();
            return handle;
        });
        String last = "";
        process.getOutputStream().close();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                shell.err().println("  smoke | " + line);
                last = line.isBlank() ? last : line.strip();
            }
        }
        int code = process.onExit().join().exitValue();
        String end = code == 0 ? "the command succeeded" : "the command ended with exit code " + code;
        return new GateRunner.Answer(
                code == 0 ? Verdict.PASS : Verdict.FAIL,
                end + (last.isEmpty() || code == 0 ? "" : ": " + last),
                Json.object().put("exitCode", code).put("lastLine", last));
    }
}
