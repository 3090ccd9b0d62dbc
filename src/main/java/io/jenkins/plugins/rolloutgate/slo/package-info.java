/**
 * Decisions from measurements: what an objective is, and the methods that judge samples of it. Pure: no I/O, no clock,
 * no threads.
 */
package io.jenkins.plugins.rolloutgate.slo;
