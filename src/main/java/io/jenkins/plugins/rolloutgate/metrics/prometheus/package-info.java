/** Metrics from Prometheus, or from whatever has its HTTP API: Thanos, Mimir, VictoriaMetrics. */
package io.jenkins.plugins.rolloutgate.metrics.prometheus;
