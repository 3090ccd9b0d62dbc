/**
 * The record of a release: events, their fold into a state, the journal that keeps them and the hash chain over it.
 *
 * <p>One record is the source of truth: everything shown, decided or exported is computed from it.
 */
package io.jenkins.plugins.rolloutgate.record;
