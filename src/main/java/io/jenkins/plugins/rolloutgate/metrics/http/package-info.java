/** How metric sources are reached over HTTP, and the source that reads any JSON. */
package io.jenkins.plugins.rolloutgate.metrics.http;
