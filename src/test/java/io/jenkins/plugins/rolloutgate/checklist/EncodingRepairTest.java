package io.jenkins.plugins.rolloutgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingRepairTest {

    @Property
    void undoesWhatWasEncodedTwiceOrThreeTimes(@ForAll("documents") String text) {
        String twice = Documents.encodedTwice(text);

        assertThat(EncodingRepair.repair(twice)).isEqualTo(text);
        assertThat(EncodingRepair.repair(Documents.encodedTwice(twice))).isEqualTo(text);
    }

    @Property
    void leavesAsciiAlone(@ForAll @CharRange(from = ' ', to = '~') String text) {
        assertThat(EncodingRepair.repair(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "«J'ai bu un café»…",
                "„FOOÄ“",
                "naïve – “quoted” ≤ 100 ms ✅ 📞",
                "Größe: 20 µm ± 5 °",
                "Привет, мир",
                "日本語のチェックリスト"
            })
    void leavesTextThatIsRight(String text) {
        assertThat(EncodingRepair.repair(text)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(
                        "✅ ", "word ", "≤ 100 ", "📞 ", "é", "– ", "“x” ", "° ", "Привет ", "日本語 ", "→ ", "1. ", "ß")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                // Text that is itself the picture of another would be undone once more.
                .filter(text -> EncodingRepair.repair(text).equals(text));
    }
}
