package io.jenkins.plugins.rolloutgate.preflight;

/** One question to a cluster before a release. Pure: it reads nothing itself, and remembers nothing. */
public interface Check {
    /** By which people, reports and checklists know it; small letters and hyphens. */
    String name();

    /** What is to be read next, or what was found; from the same answers always the same. */
    Step next(Subject subject, Answers answers);

    /** What a check wants now. */
    sealed interface Step permits Need, Finding {}
}
