package io.jenkins.plugins.rolloutgate.bench;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.ChecklistReader;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistHtml;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistReport;
import io.jenkins.plugins.rolloutgate.report.checklist.Controls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How long a checklist of 10,000 items takes to be read, folded and shown; started by {@code src/test/bench/checklist}. */
final class ChecklistBenchmark {
    private static final int ITEMS = 10_000;
    private static final int IN_SECTION = 25;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 15;
    private static final Instant NOW = Instant.parse("2026-11-26T07:00:00Z");

    /** Somebody who may do everything, so that each item has its forms. */
    private static final Controls EVERYTHING = new Controls() {
        @Override
        public boolean mayTick(Item item) {
            return true;
        }

        @Override
        public boolean mayWaive() {
            return true;
        }

        @Override
        public boolean mayAnswer(SignOff asked) {
            return true;
        }

        @Override
        public boolean mayOverride() {
            return true;
        }

        @Override
        public boolean mayStop() {
            return true;
        }

        @Override
        public Optional<String> release(String id) {
            return Optional.empty();
        }
    };

    private ChecklistBenchmark() {}

    /** Takes, if anything, a file to write the page to. */
    public static void main(String[] args) throws IOException {
        String text = document();
        Checklist checklist = ChecklistReader.read(SourceText.of(text));
        Bindings bindings = Bindings.of(checklist);
        System.out.println("| " + String.format("%,d", checklist.items().size())
                + " items | first | median | p90 |\n|---|---|---|---|");
        row("read", () -> ChecklistReader.read(SourceText.of(text)));
        row("bind", () -> Bindings.of(checklist));
        row("fold", () -> ChecklistState.of(checklist, bindings, List.of(), NOW));
        ChecklistState state = ChecklistState.of(checklist, bindings, List.of(), NOW);
        ChecklistReport report = new ChecklistReport(
                "checklist-1", "RELEASE.md", checklist, bindings, state, List.of(), Chain.intact(""), NOW);
        row("show", () -> ChecklistHtml.body(report, Controls.NONE));
        row("show with its forms", () -> ChecklistHtml.body(report, EVERYTHING));
        if (args.length > 0) {
            String page = ChecklistHtml.page(report);
            String main = ChecklistHtml.body(report, EVERYTHING);
            Files.writeString(
                    Path.of(args[0]),
                    page.substring(0, page.indexOf("<main"))
                            + main.substring(main.indexOf("<main"))
                            + page.substring(page.indexOf("</main>") + "</main>".length()));
        }
    }

    /** Sections with boxes, limits, blanks, groups and proofs, as teams write them. */
    private static String document() {
        StringBuilder text = new StringBuilder("# Release\n");
        for (int i = 0; i < ITEMS; i++) {
            if (i % IN_SECTION == 0) {
                text.append("\n## Section ").append(i / IN_SECTION).append("\n\nWhat this is about.\n\n");
            }
            text.append(
                    switch (i % 5) {
                        case 0 -> "- [ ] Error rate of service " + i + " < 0.5% <!-- gate: slo error rate -->\n";
                        case 1 -> "- [ ] Dashboard " + i + " looked at\n";
                        case 2 -> "- [ ] P95 latency of endpoint " + i + ": _____ ms\n";
                        case 3 -> "- [ ] **Group " + i + "**\n";
                        default -> "  - [ ] Member " + i + " told\n";
                    });
        }
        return text.toString();
    }

    private static void row(String what, Supplier<?> work) {
        long first = millis(work);
        for (int i = 1; i < WARM_UP; i++) {
            millis(work);
        }
        long[] times = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            times[i] = millis(work);
        }
        Arrays.sort(times);
        System.out.printf(
                "| %s | %d ms | %d ms | %d ms |%n", what, first, times[ROUNDS / 2], times[(int) (ROUNDS * 0.9)]);
    }

    private static long millis(Supplier<?> work) {
        long start = System.nanoTime();
        if (work.get() == null) {
            throw new IllegalStateException("nothing was done");
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
