package org.jenkinsci.plugins.workflow.cps;

import hudson.model.Run;
import java.io.IOException;
import java.io.Serializable;

public abstract class CpsScript implements Serializable {
    private static final long serialVersionUID = 1L;

    public CpsScript() throws IOException {}

    public Run<?, ?> $build() throws IOException {
        throw new UnsupportedOperationException();
    }
}
