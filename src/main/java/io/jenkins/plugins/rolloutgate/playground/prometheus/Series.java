package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.List;

/** Points in the order of time that have the same labels. */
record Series(Labels labels, List<Point> points) {}
