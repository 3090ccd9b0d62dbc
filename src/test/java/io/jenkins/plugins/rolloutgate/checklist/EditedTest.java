package io.jenkins.plugins.rolloutgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditedTest {

    @Test
    void keepsIdsOverLinesMarksSpellingAndBlanksThatWereFilledIn() {
        Checklist before = Documents.of("## A\n- [ ] **Check** the `DNS`\n- [ ] Date: ____\n");

        Checklist after = Documents.of("Intro\n\n## ✅ A\n\n* [x] check the DNS.\n- [ ] Date: __________\n");

        assertThat(after.entries())
                .extracting(Item::id)
                .isEqualTo(before.entries().stream().map(Item::id).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Review the docs                  | Review docs                         | true
            Runbook complete                 | Runbook is completed                | true
            Alerts configured                | Alert configured                    | true
            Error rate < 1%                  | Error rate < 5%                     | false
            Error rate < 1%                  | Error rate > 1%                     | false
            Scale-up working                 | Scale-down working                  | false
            Deploy blue                      | Deploy green                        | false
            Tests passed                     | Tests not passed                    | false
            Rollback plan documented         | Rollback plan documented and tested | false
            Deploy to staging                | Deploy to stable                    | false
            Users are healthy                | Users are unhealthy                 | false
            Backups verified                 | Verify backups                      | false
            Verify backups                   | Verified backup                     | true
            Database migrated                | Databse migrated                    | true
            Stateless services restarted     | Stateful services restarted         | false
            Internal gateway reachable       | Internet gateway reachable          | false
            Standby database ready           | Standalone database ready           | false
            Producer healthy                 | Production healthy                  | false
            Deploy cart                      | Deploy card                         | false
            """)
    void carriesOnlyWhatWasRewordedSlightly(String before, String after, boolean same) {
        Checklist old = Documents.of("- [ ] " + before + "\n- [ ] other\n");

        Checklist edited = Edited.carry(Edited.known(old), Documents.of("- [ ] " + after + "\n- [ ] other\n"));

        assertThat(edited.entries().get(0).id().equals(old.entries().get(0).id()))
                .isEqualTo(same);
        assertThat(edited.entries().get(1).id()).isEqualTo(old.entries().get(1).id());
    }

    @Test
    void keepsAnItemThatWasMovedIfItIsTheOnlyOneOfItsText() {
        Checklist old = Documents.of("## A\n- [ ] Book the room\n- [ ] Tests pass\n## B\n- [ ] Tests pass\n");

        Checklist edited = carry(
                old, "## A\n- [ ] Tests pass\n## B\n- [ ] Tests pass\n## C\n- [ ] Book the room\n- [ ] Tests pass\n");

        assertThat(edited.entries().get(2).id()).isEqualTo(old.entries().get(0).id());
        assertThat(edited.entries().get(0).id()).isEqualTo(old.entries().get(1).id());
        assertThat(edited.entries().get(3).id()).isNotIn(ids(old));
    }

    @Test
    void keepsTheItemsOfASectionThatWasRenamed() {
        Checklist old = Documents.of(
                "## Canary\n- [ ] Tests pass\n- [ ] Docs done\n- [ ] Promoted\n## Blue\n- [ ] Tests pass\n- [ ] Docs done\n");

        Checklist edited = carry(
                old,
                "## Canary release\n- [ ] Tests pass\n- [ ] Docs done\n- [ ] Promoted\n## Blue\n- [ ] Tests pass\n- [ ] Docs done\n");

        assertThat(ids(edited)).isEqualTo(ids(old));
    }

    @Test
    void tellsDuplicatesApartInOrder() {
        Checklist old = Documents.of("- [ ] Same\n- [ ] Same\n- [ ] Same\n");

        Checklist edited = carry(old, "- [ ] New\n- [ ] Same\n- [ ] Same\n- [ ] Same\n- [ ] Same\n");

        assertThat(ids(edited).subList(1, 4)).isEqualTo(ids(old));
        assertThat(ids(edited)).doesNotHaveDuplicates();
    }

    @Test
    void tellsTheSameWordsUnderOtherItemsApart() {
        String west = "- [ ] Cluster west\n  - [ ] Drained\n";
        String east = "- [ ] Cluster east\n  - [ ] Drained\n";
        Checklist old = Documents.of(west + east);

        Checklist swapped = carry(old, east + west);
        Checklist without = carry(old, east);
        Checklist more = carry(old, "- [ ] Cluster north\n  - [ ] Drained\n" + west + east);

        String ofWest = old.entries().get(1).id();
        String ofEast = old.entries().get(3).id();
        assertThat(swapped.entries().get(1).id()).isEqualTo(ofEast);
        assertThat(swapped.entries().get(3).id()).isEqualTo(ofWest);
        assertThat(without.entries().get(1).id()).isEqualTo(ofEast);
        assertThat(more.entries().get(3).id()).isEqualTo(ofWest);
        assertThat(more.entries().get(5).id()).isEqualTo(ofEast);
        assertThat(more.entries().get(1).id()).isNotIn(ofWest, ofEast);
    }

    @Test
    void obeysIdsThatPeopleWrite() {
        Checklist old = Documents.of("- [ ] Run the smoke tests <!-- id: smoke -->\n");

        Checklist edited = carry(old, "## New\n- [ ] Everything else <!-- id: smoke -->\n");

        assertThat(ids(edited)).containsExactly("smoke");
        assertThat(ids(old)).containsExactly("smoke");
    }

    @Property(tries = 200)
    void keepsEveryOtherItemWhateverIsPutInOrTakenOut(
            @ForAll @IntRange(max = 29) int removed, @ForAll @IntRange(max = 30) int inserted) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            lines.add("- [ ] Item " + (i % 7) + " of kind " + (char) ('a' + i % 5));
        }
        Checklist old = Documents.of(String.join("\n", lines));
        String gone = lines.remove(removed);
        lines.add(Math.min(inserted, lines.size()), "- [ ] Something new");

        Checklist edited = carry(old, String.join("\n", lines));

        Map<String, String> texts = old.entries().stream().collect(Collectors.toMap(Item::id, Item::text));
        assertThat(edited.entries()).extracting(Item::id).doesNotHaveDuplicates();
        assertThat(edited.entries())
                .filteredOn(item -> !item.text().equals("Something new"))
                .allSatisfy(item -> assertThat(texts).containsEntry(item.id(), item.text()));
        assertThat(gone).isNotBlank();
    }

    private static Checklist carry(Checklist old, String markdown) {
        return Edited.carry(Edited.known(old), Documents.of(markdown));
    }

    private static List<String> ids(Checklist checklist) {
        return checklist.entries().stream().map(Item::id).toList();
    }
}
