package io.jenkins.plugins.rolloutgate.playground.prometheus;

/** The value of one series at the time of the evaluation. */
record Sample(Labels labels, double value) {}
