package io.jenkins.plugins.rolloutgate.cli;

import picocli.CommandLine.Command;

@Command(name = "x")
final class RecoverCommand implements Runnable {
    RecoverCommand(Shell shell) {}

    @Override
    public void run() {}
}
