/** Computes what people are shown of a release from its record alone, and renders it as HTML, Markdown and JSON. */
package io.jenkins.plugins.rolloutgate.report;
