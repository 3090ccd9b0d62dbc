/**
 * The port to a Kubernetes cluster: what a release sees of it and what it may do to it.
 *
 * <p>Plain immutable values and narrow interfaces; the Kubernetes client stays inside the adapter below this package.
 */
package io.jenkins.plugins.rolloutgate.cluster;
