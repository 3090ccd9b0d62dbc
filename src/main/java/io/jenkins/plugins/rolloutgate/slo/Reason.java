package io.jenkins.plugins.rolloutgate.slo;

/** Why a verdict is INCONCLUSIVE; the names are part of the record's format. */
public enum Reason {
    /** The source answered, and had nothing. */
    NO_DATA,
    /** Fewer requests or samples than the objective asks for. */
    TOO_FEW,
    /** The source did not answer, or answered something that is not a number. */
    SOURCE_ERROR,
    /** There are numbers, and they do not decide the question yet. */
    UNDECIDED
}
