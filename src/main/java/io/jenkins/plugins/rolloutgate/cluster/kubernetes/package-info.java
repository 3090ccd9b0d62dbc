/**
 * The adapter to a real cluster, and the only place that knows the Kubernetes client.
 *
 * <p>The client gives access: configuration, TLS, credentials and HTTP. Lists and watches are our own, because the
 * client's HTTP watches (7.3.1) lose their place at characters outside ASCII, keep silent about a lost connection, and
 * stop for good at the first event that they cannot read.
 */
package io.jenkins.plugins.rolloutgate.cluster.kubernetes;
