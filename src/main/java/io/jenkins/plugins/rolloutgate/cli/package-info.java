/** The {@code rollout-gate} command: the same engine and the same records as in Jenkins, from a shell. */
package io.jenkins.plugins.rolloutgate.cli;
