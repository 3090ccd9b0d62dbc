/** Applies manifests on the server, and waits until they are ready. */
package io.jenkins.plugins.rolloutgate.run.manifest;
