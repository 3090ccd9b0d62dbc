/**
 * The team's own checklist: reads Markdown as people write it into sections and items, binds items to proof, and folds the
 * events of a release into the status of each. Pure: no I/O, no clock.
 */
package io.jenkins.plugins.rolloutgate.checklist;
