package io.jenkins.plugins.rolloutgate.run.checklist;

import io.jenkins.plugins.rolloutgate.checklist.bind.Binding;
import io.jenkins.plugins.rolloutgate.preflight.Checked;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Ticks items that are bound to checks, such as by {@code check quota}. Thread-safe. */
public final class CheckResults {
    private final ChecklistRecord record;

    public CheckResults(ChecklistRecord record) {
        this.record = record;
    }

    /**
     * Takes down what the bound checks found; checks that no item is bound to are left out.
     *
     * @return how many checks were taken down
     */
    public int take(String actor, List<Checked> found) throws IOException {
        Set<String> bound = record.snapshot().bindings().byItem().values().stream()
                .flatMap(List::stream)
                .filter(binding -> binding.kind() == Binding.Kind.CHECK)
                .map(binding -> binding.subject().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        int taken = 0;
        for (Checked one : found) {
            if (bound.contains(one.name())) {
                Finding finding = one.finding();
                new Taking(record)
                        .gate(actor, "check " + one.name(), verdict(finding), finding.seen(), finding.numbers());
                taken++;
            }
        }
        return taken;
    }

    /** A warning proves nothing, and refutes nothing. */
    private static Verdict verdict(Finding finding) {
        return switch (finding.status()) {
            case PASS -> Verdict.PASS;
            case FAIL -> Verdict.FAIL;
            case WARN, UNKNOWN -> Verdict.INCONCLUSIVE;
            case NOT_APPLICABLE -> Verdict.NOT_RUN;
        };
    }
}
