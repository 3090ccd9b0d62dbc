/** Metrics that the Kubernetes API itself has. */
package io.jenkins.plugins.rolloutgate.metrics.kubernetes;
