/** The same for canaries, by replicas and by the weights of a route, with measurements that may lie or fail. */
package io.jenkins.plugins.rolloutgate.simulator.canary;
