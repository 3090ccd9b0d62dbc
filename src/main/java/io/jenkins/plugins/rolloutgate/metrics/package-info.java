/** The port to metric sources; their adapters are in packages of their own below. */
package io.jenkins.plugins.rolloutgate.metrics;
