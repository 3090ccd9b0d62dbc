package io.jenkins.plugins.rolloutgate.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files that go into a page as they are: our own, never anything from a record. */
public enum Constant implements Node {
    TOKENS("tokens.css"),
    STYLE("rg.css"),
    CHECKLIST_STYLE("checklist.css"),
    SYMBOLS("symbols.svg");

    private final String content;

    Constant(String file) {
        try (InputStream in = Constant.class.getResourceAsStream("/io/jenkins/plugins/rolloutgate/report/" + file)) {
            content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(StringBuilder out) {
        out.append(content);
    }
}
