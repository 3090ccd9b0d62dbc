package io.jenkins.plugins.rolloutgate.report;

/** What a thing means for whoever looks at it: good, undecided, bad, under way, of no concern. */
public enum Tone {
    PASS,
    WARN,
    FAIL,
    INFO,
    IDLE
}
