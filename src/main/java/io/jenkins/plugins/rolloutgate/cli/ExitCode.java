package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.Outcome;

/** What the command tells its caller; the numbers never change their meaning. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;
    /** Held for a person, inconclusive, or not run. */
    static final int HELD = 3;

    private ExitCode() {}

    /** A rollback is what was asked for of a rollback, and a failure otherwise. */
    static int of(Outcome outcome, boolean rollback) {
        return switch (outcome) {
            case PROMOTED, PASSED -> DONE;
            case ROLLED_BACK -> rollback ? DONE : FAILED;
            case ABORTED, FAILED -> FAILED;
            case HELD, INCONCLUSIVE -> HELD;
        };
    }
}
