package io.jenkins.plugins.rolloutgate.checklist.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.ChecklistReader;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingsTest {

    private final Checklist checklist = read("""
            # Release
            ## Canary
            - [ ] Tests pass <!-- gate: gate smoke -->
            - [ ] Rollback time < 2 minutes
            ## Blue-Green
            - [ ] Tests pass
            - [ ] A > B
            """);

    @Test
    void takesThemFromCommentsFromTheFileAndFromTheStep() {
        Bindings bindings = Bindings.of(
                checklist,
                BindingFile.read("bind:\n  Rollback time < 2 minutes: time rollback < 2m\n"),
                Map.of("Blue-Green > Tests pass", "junit *", "A > B", "gate probe"));

        assertThat(bindings.problems()).isEmpty();
        assertThat(checklist.entries().stream().map(item -> texts(bindings, item)))
                .containsExactly(
                        List.of("gate smoke"),
                        List.of("time rollback < 2m"),
                        List.of("junit *"),
                        List.of("gate probe"));
    }

    @Test
    void saysWithTheNumberOfTheLineWhatIsWrong() {
        Checklist wrong = read("- [ ] one <!-- gate: smoke -->\n- [ ] two\n- [ ] two\n");

        Bindings bindings = Bindings.of(
                wrong,
                BindingFile.read("bind:\n  onee: gate smoke\n  two:\n    - gate smoke\n"),
                Map.of("one", "gate"));

        assertThat(bindings.problems())
                .containsExactly(
                        "line 1: unknown proof 'smoke': use gate, slo, value, phase, traffic, pods, time, moment, requests,"
                                + " outcome, check, junit, sign",
                        "bindings, line 2: there is no item 'onee': the nearest are 'one', 'two'",
                        "bindings, line 3: 'two' are 2 items, in lines 2, 3: write the section before it, as in '"
                                + wrong.entries().get(1).id() + "'",
                        "bind: 'gate' names nothing: write 'gate smoke'");
    }

    @Test
    void refusesAFileOfAnotherFormWithTheNumberOfTheLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindingFile.read("bind:\n  one:\n    two: three\n"))
                .withMessage("line 3: a proof is a text, such as 'gate smoke'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindingFile.read("- one\n"))
                .withMessage("line 1: write 'bind:' and below it 'ITEM: PROOF'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindingFile.read("bind: {}\nbnid: {}\n"))
                .withMessage("line 2: unknown key 'bnid': write 'bind:'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindingFile.read("bind:\n  one: &a gate smoke\n  two: *a\n"))
                .withMessage("line 3: a proof is a text, such as 'gate smoke'");
        assertThatIllegalArgumentException().isThrownBy(() -> BindingFile.read("bind:\n  one: [gate"));
    }

    @Test
    void readsNothingFromAnEmptyMap() {
        assertThat(BindingFile.read("bind:\n")).isEmpty();
        assertThat(BindingFile.read("")).isEmpty();
        assertThat(BindingFile.read("# nothing yet\n")).isEmpty();
    }

    private static List<String> texts(Bindings bindings, Item item) {
        return bindings.of(item).stream().map(Binding::text).toList();
    }

    static Checklist read(String markdown) {
        return ChecklistReader.read(SourceText.of(markdown));
    }
}
