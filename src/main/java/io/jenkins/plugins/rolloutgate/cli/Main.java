package io.jenkins.plugins.rolloutgate.cli;

/** The {@code rollout-gate} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("rollout-gate");
    }
}
