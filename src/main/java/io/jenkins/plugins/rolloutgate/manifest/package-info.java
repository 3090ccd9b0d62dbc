/** Manifests that people apply: what they are, in which order, what they would change, and when they are ready. Pure. */
package io.jenkins.plugins.rolloutgate.manifest;
