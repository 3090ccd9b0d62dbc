/** Metrics from files that tests leave behind. */
package io.jenkins.plugins.rolloutgate.metrics.file;
