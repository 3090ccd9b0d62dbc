/** Shows a checklist as a page: how far it is, who is awaited, and what proves each item. */
package io.jenkins.plugins.rolloutgate.report.checklist;
