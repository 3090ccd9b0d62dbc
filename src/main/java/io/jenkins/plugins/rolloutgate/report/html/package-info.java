/** A small typed HTML builder: what a record says can become text or an attribute's value, never markup. */
package io.jenkins.plugins.rolloutgate.report.html;
