package io.jenkins.plugins.rolloutgate.report;

/** The words in which a report says how far something came; each is shown with its own icon. */
public enum Status {
    PASS(Tone.PASS),
    FAIL(Tone.FAIL),
    INCONCLUSIVE(Tone.WARN),
    NOT_RUN(Tone.IDLE),
    DONE(Tone.PASS),
    NOW(Tone.INFO),
    STOPPED(Tone.FAIL),
    PROMOTED(Tone.PASS),
    PASSED(Tone.PASS),
    FAILED(Tone.FAIL),
    WAITING(Tone.WARN),
    ROLLED_BACK(Tone.FAIL),
    ABORTED(Tone.IDLE),
    HELD(Tone.WARN),
    RUNNING(Tone.INFO),
    MET(Tone.PASS),
    MISSED(Tone.FAIL),
    NOT_NEEDED(Tone.IDLE),
    NOT_REACHED(Tone.IDLE),
    NOT_COUNTED(Tone.IDLE),
    WRITTEN(Tone.PASS),
    NOT_WRITTEN(Tone.WARN),
    NOT_SENT(Tone.IDLE),
    PENDING(Tone.INFO),
    CHAIN_INTACT(Tone.PASS),
    DAMAGED(Tone.FAIL);

    private final Tone tone;

    Status(Tone tone) {
        this.tone = tone;
    }

    public Tone tone() {
        return tone;
    }

    /** As pages show it. */
    public String word() {
        return name().replace('_', ' ');
    }
}
