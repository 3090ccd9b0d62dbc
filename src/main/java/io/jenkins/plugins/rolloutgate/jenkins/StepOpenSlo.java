package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.openslo.OpenSlo;
import java.util.List;

/** Reads the OpenSLO text of a step. */
final class StepOpenSlo {
    private StepOpenSlo() {}

    /**
     * What it says.
     *
     * @param text of the file; empty for none
     * @param source of metrics that refer to none; empty for the usual one
     * @throws IllegalArgumentException in one line, if it cannot be read
     */
    static OpenSlo of(String text, String source) {
        if (text.isBlank()) {
            return new OpenSlo(List.of(), List.of());
        }
        try {
            return OpenSlo.read(text, Text.or(source, QueryCatalogue.PROMETHEUS), OpenSlo.Judged.BY_RELEASE);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("openSlo: " + e.getMessage(), e);
        }
    }
}
