/** What proves an item of a checklist: bindings that people write, and those that are proposed to them. */
package io.jenkins.plugins.rolloutgate.checklist.bind;
