/** The live status of a checklist: what the events of a release add up to over its items. */
package io.jenkins.plugins.rolloutgate.checklist.state;
