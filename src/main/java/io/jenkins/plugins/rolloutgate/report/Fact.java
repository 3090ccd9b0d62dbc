package io.jenkins.plugins.rolloutgate.report;

/** A label and what stands beside it. */
public record Fact(String label, String value) {}
