/**
 * A cluster in virtual time, and releases that are played through on it: what would be decided when, in milliseconds. Everything
 * follows from a seed. For the shell and for tests.
 */
package io.jenkins.plugins.rolloutgate.simulation;
