package io.jenkins.plugins.rolloutgate.record;

/** How a release, or a verification alone, ended. */
public enum Outcome {
    /** All traffic is on the new version. */
    PROMOTED,
    /** All traffic is on the old version again, or still, because something failed. */
    ROLLED_BACK,
    /** Refused or stopped by a person; all traffic is on the old version. */
    ABORTED,
    /** Left as it stands for a person, who is told what stands where. */
    HELD,
    /** A verification: every objective was met, to its end. */
    PASSED,
    /** A verification: an objective was not met. */
    FAILED,
    /** A verification: it cannot be told. */
    INCONCLUSIVE
}
