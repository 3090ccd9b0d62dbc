package io.jenkins.plugins.rolloutgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Single rules, on lines made for them. */
class ChecklistRulesTest {

    @Test
    void readsTheSameWhateverEndsItsLines() {
        String text = Documents.text("launch-day");

        Checklist plain = Documents.of(text);

        assertThat(Documents.of(text.replace("\n", "\r\n")).entries()).isEqualTo(plain.entries());
        assertThat(Documents.of(text.replace("\n", "\r")).entries()).isEqualTo(plain.entries());
        assertThat(Documents.of("\uFEFF" + text).entries()).isEqualTo(plain.entries());
        assertThat(Documents.of(text.stripTrailing()).entries()).isEqualTo(plain.entries());
    }

    @Test
    void saysWhatIsMissingInADocumentThatHasNothingToTick() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Documents.of("# Notes\n\nNothing to do.\n\n- one\n- two\n"))
                .withMessage("has no checkbox, no blank and no claim: write items as '- [ ] what is to be done'");
    }

    @Test
    void leavesFrontMatterAndCommentedItemsAsText() {
        Checklist read = Documents.of("---\ntitle: x\nstatus: [ ]\n---\n- [ ] one\n\n<!--\n- [ ] two\n-->\n");

        assertThat(read.items()).extracting(Item::text).containsExactly("one");
        assertThat(read.parts())
                .containsExactly(
                        new Part(Part.Kind.TEXT, 1, 4, Section.NONE),
                        new Part(Part.Kind.ENTRY, 5, 5, Section.NONE),
                        new Part(Part.Kind.TEXT, 7, 9, Section.NONE));
    }

    @Test
    void takesARuleAboveItemsForARuleAndNotForFrontMatter() {
        Checklist read = Documents.of("---\n- [ ] one\n\n---\n## End\n- [ ] two\n");

        assertThat(read.items()).extracting(Item::text).containsExactly("one", "two");
    }

    @Test
    void takesALineWithABlankRightBelowAnItemForALineOfItsOwn() {
        Checklist read =
                Documents.of("- [ ] one\nTech lead sign-off: ____\n- [ ] two\n  P95: ____ ms\n- [ ] three\nand more\n");

        assertThat(read.entries())
                .extracting(Item::text)
                .containsExactly("one", "Tech lead sign-off: ____", "two P95: ____ ms", "three and more");
        assertThat(read.entries().get(1).role()).isEqualTo("Tech lead");
    }

    @Test
    void saysWhenACommentForUsStandsAtNoItem() {
        Checklist read = Documents.of("# A\n\ntext <!-- gate: smoke -->\n\n- [ ] one\n");

        assertThat(read.notes())
                .containsExactly("line 3: the comment 'gate: smoke' stands at no item: put it on the item's line");
    }

    @Test
    void keepsCommentsOnTheLineBelowOrInsideTheItem() {
        Checklist read = Documents.of(
                "- [ ] one <!-- gate: a -->\n- [ ] two\n  <!-- gate: b -->\n- [ ] three\n<!-- gate: c -->\n");

        assertThat(read.items())
                .extracting(item -> item.comments().get(0).text())
                .containsExactly("gate: a", "gate: b", "gate: c");
        assertThat(read.items()).extracting(Item::text).containsExactly("one", "two", "three");
    }
}
