/** Checks before a release: each says what it must read of a cluster, and what it makes of that. Pure. */
package io.jenkins.plugins.rolloutgate.preflight;
