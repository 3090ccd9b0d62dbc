/**
 * Runs strategy, driver and record in virtual time against a cluster that fails in every way that a real one may, and
 * checks the safety rules after every write.
 */
package io.jenkins.plugins.rolloutgate.simulator;
