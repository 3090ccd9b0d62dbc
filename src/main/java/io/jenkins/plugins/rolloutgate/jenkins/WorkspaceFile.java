package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import hudson.FilePath;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A file that a step writes into the workspace of the build. */
final class WorkspaceFile {
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
     * Writes it as UTF-8.
     *
     * @throws AbortException if the step has no workspace
     */
    static void write(StepContext context, String name, String text) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new AbortException("no workspace to write " + name + " to: run the step on a node");
        }
        workspace.child(name).write(text, "UTF-8");
    }
}
