package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource.Series;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveArguments;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasureGateTest {
    private Instant now = Instant.parse("2026-11-26T07:00:00Z");
    private final List<String> asked = new ArrayList<>();

    @Test
    void waitsForASourceThatHangsOnlyOnceAndMeasuresWithTheOthers() {
        GateRunner.Answer answer = look(Duration.ofSeconds(10));

        assertThat(asked).containsExactly("hangs a", "answers c");
        assertThat(answer.verdict()).isEqualTo(Verdict.PASS);
        assertThat(problems(answer)).containsExactly("SOURCE_ERROR", "SOURCE_ERROR", "");
        assertThat(answer.numbers().path("samples").get(1).path("message").asText())
                .isEqualTo("not asked again in this look: no answer within 10 s");
    }

    @Test
    void asksASourceAgainThatRefusesAtOnce() {
        GateRunner.Answer answer = look(Duration.ofMillis(20));

        assertThat(asked).containsExactly("hangs a", "hangs b", "answers c");
        assertThat(problems(answer)).containsExactly("SOURCE_ERROR", "SOURCE_ERROR", "");
    }

    private GateRunner.Answer look(Duration until) {
        MetricSource hangs = query -> {
            asked.add("hangs " + query);
            now = now.plus(until);
            throw new MetricException("no answer within 10 s");
        };
        MetricSource answers = query -> {
            asked.add("answers " + query);
            return List.of(new Series(Map.of(), 1, now.getEpochSecond()));
        };
        Metrics metrics = Metrics.of(Map.of("slow", hangs, "quick", answers));
        List<Objective> objectives = List.of(
                objective("a < 2", "slow", "a"), objective("b < 2", "slow", "b"), objective("c < 2", "quick", "c"));
        Gate.Measure gate = new Gate.Measure("measure", 0, 1, objectives, Map.of("release", Map.of()));
        return new MeasureGate(metrics, () -> now).look(gate);
    }

    private static List<String> problems(GateRunner.Answer answer) {
        List<String> problems = new ArrayList<>();
        for (JsonNode sample : answer.numbers().path("samples")) {
            problems.add(sample.path("problem").asText("").replace("null", ""));
        }
        return problems;
    }

    private static Objective objective(String text, String source, String query) {
        return new ObjectiveArguments(text).source(source).query("value", query).objective(QueryCatalogue.empty());
    }
}
