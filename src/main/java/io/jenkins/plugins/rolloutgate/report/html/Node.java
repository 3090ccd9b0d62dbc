package io.jenkins.plugins.rolloutgate.report.html;

/** A piece of a page that writes itself as markup that is well-formed XML and valid HTML. */
public sealed interface Node permits Element, Text, Constant {
    void write(StringBuilder out);
}
