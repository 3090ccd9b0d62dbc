/** Scheduler and kubelet of the playground: pods that are HTTP servers in this process. */
package io.jenkins.plugins.rolloutgate.playground.node;
