package io.jenkins.plugins.rolloutgate.cli;

import picocli.CommandLine.Command;

@Command(name = "x")
final class DemoCommand implements Runnable {
    DemoCommand(Shell shell) {}

    @Override
    public void run() {}
}
