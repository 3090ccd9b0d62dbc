/** Checks that people write down as a few lines of YAML. */
package io.jenkins.plugins.rolloutgate.preflight.declared;
