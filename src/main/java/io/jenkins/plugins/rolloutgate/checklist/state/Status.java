package io.jenkins.plugins.rolloutgate.checklist.state;

/** How an item stands. */
public enum Status {
    OPEN,
    /** Proven, with evidence. */
    PASSED,
    /** Its proof failed: it cannot be ticked by hand, only waived. */
    FAILED,
    /** Ticked by a person. */
    SIGNED,
    /** Let pass by a person, with a reason. */
    WAIVED,
    /** Its condition does not hold, or another alternative was chosen. */
    NOT_APPLICABLE;

    /** Whether nothing is to be done about it any more. */
    public boolean isSettled() {
        return this != OPEN && this != FAILED;
    }
}
