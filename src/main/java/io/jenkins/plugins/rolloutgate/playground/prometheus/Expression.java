package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.time.Duration;
import java.util.List;

/** A parsed query. */
sealed interface Expression {
    /** What it comes to, as Prometheus names it in messages. */
    enum Type {
        SCALAR("scalar"),
        INSTANT_VECTOR("instant vector"),
        RANGE_VECTOR("range vector");

        private final String title;

        Type(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    Type type();

    record Literal(double value) implements Expression {
        @Override
        public Type type() {
            return Type.SCALAR;
        }
    }

    /**
     * Picks series.
     *
     * @param range zero for the latest point of each series
     */
    record Selector(List<LabelMatcher> matchers, Duration range) implements Expression {
        @Override
        public Type type() {
            return range.isZero() ? Type.INSTANT_VECTOR : Type.RANGE_VECTOR;
        }
    }

    record CounterCall(Counters.Function function, Selector argument) implements Expression {
        @Override
        public Type type() {
            return Type.INSTANT_VECTOR;
        }
    }

    record Quantile(Expression quantile, Expression buckets) implements Expression {
        @Override
        public Type type() {
            return Type.INSTANT_VECTOR;
        }
    }

    /**
     * Makes one series of many.
     *
     * @param labels by which it groups
     */
    record Aggregation(Aggregator aggregator, List<String> labels, Expression argument) implements Expression {
        @Override
        public Type type() {
            return Type.INSTANT_VECTOR;
        }
    }

    /**
     * Calculates or compares.
     *
     * @param bool whether a comparison gives 0 or 1 instead of leaving samples out
     */
    record Binary(Operator operator, boolean bool, Expression left, Expression right) implements Expression {
        @Override
        public Type type() {
            return left.type() == Type.SCALAR && right.type() == Type.SCALAR ? Type.SCALAR : Type.INSTANT_VECTOR;
        }
    }
}
