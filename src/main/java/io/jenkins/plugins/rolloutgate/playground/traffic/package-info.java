/** Requests to the pods of the playground: the way they take and what becomes of each. */
package io.jenkins.plugins.rolloutgate.playground.traffic;
