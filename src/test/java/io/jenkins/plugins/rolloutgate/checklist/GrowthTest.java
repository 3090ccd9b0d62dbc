package io.jenkins.plugins.rolloutgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Long documents cost in proportion to their length. What is counted is the memory that reading asks for: unlike time it does
 * not depend on what else the machine does, and nothing that looks at pairs of lines gets by without any.
 */
class GrowthTest {
    private static final int ITEMS = 1_250;

    @Test
    void readsTenThousandItems() {
        Checklist read = Documents.of(document(10_000));

        assertThat(read.counts()).containsEntry("items", 10_000L).containsEntry("boxes", 10_000L);
        assertThat(read.entries()).extracting(Item::id).doesNotHaveDuplicates();
    }

    @Test
    void growsWithTheDocumentAndNoFaster() {
        long little = bytes(() -> Documents.of(document(ITEMS)));
        long much = bytes(() -> Documents.of(document(8 * ITEMS)));

        assertThat((double) much / little).isBetween(4.0, 10.0);
    }

    @Test
    void growsWithAnEditAndNoFaster() {
        long little = bytes(() -> edit(ITEMS));
        long much = bytes(() -> edit(8 * ITEMS));

        assertThat((double) much / little).isBetween(4.0, 10.0);
    }

    @Test
    void standsHowDeepAnythingIsNested() {
        String quotes = ">".repeat(20_000) + " - [ ] deep\n\n";
        String lists = IntStream.range(0, 60)
                .mapToObj(depth -> "  ".repeat(depth) + "- [ ] level " + depth)
                .collect(Collectors.joining("\n"));
        String inline = "- [ ] " + "*a **b ".repeat(900) + "[".repeat(900) + "\n";

        assertThat(Documents.of(quotes + "- [ ] one\n").items()).isNotEmpty();
        assertThat(Documents.of(lists).counts()).containsEntry("boxes", 60L);
        assertThat(Documents.of(inline).items()).hasSize(1);
    }

    private static Checklist edit(int items) {
        Checklist old = Documents.of(document(items));
        return Edited.carry(Edited.known(old), Documents.of(document(items).replace("Check number", "Checks number")));
    }

    private static String document(int items) {
        return IntStream.range(0, items)
                .mapToObj(i -> (i % 50 == 0 ? "\n## Section " + i / 50 + "\n\n" : "") + "- [ ] Check number " + i
                        + " of the list: latency < " + (i % 900 + 1) + " ms, seen _____ ms\n")
                .collect(Collectors.joining());
    }

    private static long bytes(Supplier<Checklist> work) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(work.get().entries()).isNotEmpty();
        long before = threads.getCurrentThreadAllocatedBytes();
        List<Item> kept = work.get().entries();
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(kept).isNotEmpty();
        return after - before;
    }
}
