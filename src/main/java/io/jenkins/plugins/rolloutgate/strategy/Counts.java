package io.jenkins.plugins.rolloutgate.strategy;

/** Numbers of things in sentences. */
final class Counts {
    private Counts() {}

    /** {@code 1 pod}, {@code 3 pods}. */
    static String of(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
