package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where records are kept. */
class RecordOptions {
    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Folder for the records; rollout-gate in $XDG_STATE_HOME, or in ~/.local/state, by default.")
    Path directory;

    ReleaseStore store(Shell shell) {
        return new ReleaseStore(directory == null ? usual(shell.env()) : directory.toAbsolutePath());
    }

    static Path usual(Map<String, String> env) {
        String state = env.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isEmpty()
                ? Path.of(env.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state")
                : Path.of(state);
        return base.resolve("rollout-gate").toAbsolutePath();
    }
}
