/** What must stand in a cluster before an application can be released there at all. */
package io.jenkins.plugins.rolloutgate.preflight.infrastructure;
