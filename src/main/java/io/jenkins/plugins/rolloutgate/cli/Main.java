package io.jenkins.plugins.rolloutgate.cli;

/** The {@code rollout-gate} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Shell shell = Shell.ofProcess();
        int code = RolloutGate.commandLine(shell).execute(args);
        shell.out().flush();
        System.exit(code);
    }
}
