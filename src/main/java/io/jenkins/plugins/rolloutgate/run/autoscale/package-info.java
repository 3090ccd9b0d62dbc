/** Writes autoscalers, and looks whether they work. */
package io.jenkins.plugins.rolloutgate.run.autoscale;
