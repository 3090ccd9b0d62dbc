/** Runs the checks before a release, side by side. */
package io.jenkins.plugins.rolloutgate.run.preflight;
