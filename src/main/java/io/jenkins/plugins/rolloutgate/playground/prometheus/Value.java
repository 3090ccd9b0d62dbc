package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.List;

/** What an expression comes to. */
sealed interface Value {
    record Scalar(double value) implements Value {}

    record Vector(List<Sample> samples) implements Value {}

    record Matrix(List<Series> series) implements Value {}
}
