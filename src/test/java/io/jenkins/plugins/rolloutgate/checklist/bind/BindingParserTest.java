package io.jenkins.plugins.rolloutgate.checklist.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.rolloutgate.checklist.bind.Binding.Expected;
import io.jenkins.plugins.rolloutgate.checklist.bind.Binding.Kind;
import io.jenkins.plugins.rolloutgate.slo.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gate smoke                       | GATE     | smoke             | -1
            slo p95 <= 100 ms (cache) at 25% | SLO      | p95 (cache)       | 25
            slo Error Rate                   | SLO      | error rate        | -1
            value p95 at 10%                 | VALUE    | p95               | 10
            phase canary 25%                 | PHASE    | CANARY_25         | 25
            phase scale-down                 | PHASE    | SCALE_DOWN        | -1
            traffic 90/10                    | TRAFFIC  | ''                | 10
            traffic 50%                      | TRAFFIC  | ''                | 50
            pods ready                       | PODS     | ready             | -1
            time rollback < 2 minutes        | TIME     | rollback          | -1
            moment rolled-back               | MOMENT   | rolled back       | -1
            moment 50%                       | MOMENT   | share             | 50
            requests failed = 0              | REQUESTS | failed            | -1
            outcome ROLLED_BACK              | OUTCOME  | rolled back       | -1
            check hpa: min = 3, max = 10     | CHECK    | hpa               | -1
            junit com.example.SmokeTest#cart | JUNIT    | com.example.SmokeTest#cart | -1
            sign Tech lead                   | SIGN     | Tech lead         | -1
            """)
    void readsEveryKindOfProof(String text, Kind kind, String subject, int at) {
        Binding binding = BindingParser.parse(text).get(0);

        assertThat(binding.kind()).isEqualTo(kind);
        assertThat(binding.subject()).isEqualTo(subject);
        assertThat(binding.at()).isEqualTo(at < 0 ? OptionalInt.empty() : OptionalInt.of(at));
    }

    @Test
    void readsTheNumbersThatAProofMustHave() {
        assertThat(BindingParser.parse("check hpa: min = 3, max <= 10").get(0).expected())
                .isEqualTo(List.of(
                        new Expected("min", Optional.empty(), 3),
                        new Expected("max", Optional.of(Comparison.AT_MOST), 10)));
        assertThat(BindingParser.parse("slo error rate < 0.1%").get(0).expected())
                .isEqualTo(List.of(new Expected("value", Optional.of(Comparison.LESS), 0.001)));
        assertThat(BindingParser.parse("time rollback < 2m").get(0).expected())
                .isEqualTo(List.of(new Expected("seconds", Optional.of(Comparison.LESS), 120)));
    }

    @Test
    void readsSeveralThatMustAllHold() {
        assertThat(BindingParser.parse("gate probe; gate smoke"))
                .extracting(Binding::subject)
                .containsExactly("probe", "smoke");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            smoke                | unknown proof 'smoke': use gate, slo, value, phase, traffic, pods, time, moment, requests, outcome, check, junit, sign
            gate                 | 'gate' names nothing: write 'gate smoke'
            traffic 90/20        | 'traffic 90/20' names no share: write 'traffic 10%' or 'traffic 90/10'
            traffic 0%           | 0% is no share of the traffic: write one from 1% to 100%
            outcome splendid     | 'outcome splendid' is not understood: outcome knows promoted, rolled back, aborted, held, passed, failed, inconclusive
            check hpa: min 3     | 'min 3' compares nothing: write 'check hpa: min = 3, max = 10'
            slo p95 < fast       | 'fast' is no number: write one such as 0.5%, 400 ms or 300Mi
            ;                    | says nothing: write a proof such as 'gate smoke'
            """)
    void saysInOneLineWhatIsNotUnderstood(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BindingParser.parse(text))
                .withMessage(message);
    }
}
