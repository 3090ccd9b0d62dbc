package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.FilePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A file in the workspace of the build that a step reads or writes. */
final class WorkspaceFile {
    private static final int MOST_BYTES = 4 << 20;

    private WorkspaceFile() {}

    /**
     * Refuses what would not be in the workspace.
     *
     * @throws IllegalArgumentException naming the argument
     */
    static void check(String argument, String name) {
        if (name.startsWith("/") || name.contains("..") || name.contains("\\") || name.contains(":")) {
            throw new IllegalArgumentException(argument + " must be a file in the workspace, not '" + name + "'");
        }
    }

    /**
     * Reads it as UTF-8.
     *
     * @throws AbortException if there is no such file, or the step has no workspace
     */
    static String read(StepContext context, String name) throws IOException, InterruptedException {
        FilePath file = workspace(context, "read " + name + " from").child(name);
        if (!file.exists()) {
            throw new AbortException("there is no file " + name + " in the workspace: check it out before");
        }
        try (InputStream in = file.read()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new AbortException(name + " is larger than 4 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * Writes it as UTF-8.
     *
     * @throws AbortException if the step has no workspace
     */
    static void write(StepContext context, String name, String text) throws IOException, InterruptedException {
        workspace(context, "write " + name + " to").child(name).write(text, "UTF-8");
    }

    private static FilePath workspace(StepContext context, String why) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new AbortException("no workspace to " + why + ": run the step on a node");
        }
        return workspace;
    }
}
