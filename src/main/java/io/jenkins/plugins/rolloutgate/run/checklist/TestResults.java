package io.jenkins.plugins.rolloutgate.run.checklist;

import io.jenkins.plugins.rolloutgate.checklist.bind.Binding;
import io.jenkins.plugins.rolloutgate.metrics.file.JunitCases.Case;
import io.jenkins.plugins.rolloutgate.metrics.file.JunitCases.Result;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ticks items that are bound to tests, such as by {@code junit com.example.SmokeTest}. Thread-safe. */
public final class TestResults {
    private static final String ALL = "*";

    private final ChecklistRecord record;

    public TestResults(ChecklistRecord record) {
        this.record = record;
    }

    /**
     * Takes down what the bound tests gave; tests that no item is bound to are left out.
     *
     * @return how many bindings the tests have decided
     */
    public int take(String actor, List<Case> cases) throws IOException {
        List<String> bound = record.snapshot().bindings().byItem().values().stream()
                .flatMap(List::stream)
                .filter(binding -> binding.kind() == Binding.Kind.JUNIT)
                .map(Binding::subject)
                .distinct()
                .toList();
        int decided = 0;
        for (String subject : bound) {
            List<Case> found =
                    cases.stream().filter(test -> isCalled(test, subject)).toList();
            if (!found.isEmpty()) {
                take(actor, subject, found);
                decided++;
            }
        }
        return decided;
    }

    private void take(String actor, String subject, List<Case> cases) throws IOException {
        List<Case> failed =
                cases.stream().filter(test -> test.result() == Result.FAILED).toList();
        long skipped =
                cases.stream().filter(test -> test.result() == Result.SKIPPED).count();
        long passed = cases.size() - failed.size() - skipped;
        Verdict verdict = !failed.isEmpty() ? Verdict.FAIL : passed == 0 ? Verdict.NOT_RUN : Verdict.PASS;
        String sentence = passed + " of " + cases.size() + " tests passed"
                + (skipped > 0 ? ", " + skipped + " skipped" : "")
                + (failed.isEmpty() ? "" : ", failed: " + failed.get(0).name() + why(failed.get(0)));
        new Taking(record)
                .gate(
                        actor,
                        "junit " + subject,
                        verdict,
                        sentence,
                        Map.of("tests", (double) cases.size(), "failed", (double) failed.size()));
    }

    private static String why(Case failed) {
        return failed.message().isEmpty()
                ? ""
                : " (" + failed.message().lines().findFirst().orElse("") + ")";
    }

    private static boolean isCalled(Case test, String subject) {
        String name = subject.toLowerCase(Locale.ROOT);
        return subject.equals(ALL)
                || name.equals(test.className().toLowerCase(Locale.ROOT))
                || name.equals(test.name().toLowerCase(Locale.ROOT))
                || name.equals((test.className() + "." + test.name()).toLowerCase(Locale.ROOT));
    }
}
