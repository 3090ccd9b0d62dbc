package io.jenkins.plugins.rolloutgate.strategy;

/** The phases of a blue-green release, in the words that pages and reports show. */
public enum Phase {
    CHECK("check"),
    PREPARE("prepare idle colour"),
    READY("wait until ready"),
    PROBE("probe"),
    SMOKE("smoke tests"),
    SWITCH("switch traffic"),
    ENDPOINTS("endpoints follow"),
    WATCH("watch"),
    DRAIN("drain old colour"),
    SCALE_DOWN("scale old colour down"),
    ROLLBACK("roll back"),
    RESTORE("restore idle colour"),
    HOLD("hold");

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
