/** A whole small cluster in this process, for the demo and for tests; talked to over HTTP like any other. */
package io.jenkins.plugins.rolloutgate.playground;
