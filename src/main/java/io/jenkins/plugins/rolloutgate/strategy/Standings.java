package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The verdicts of one look, sorted by what they lead to; advisory ones lead to nothing.
 *
 * @param rollback sentences of objectives that failed and roll back
 * @param investigate sentences of objectives that failed and need a person
 * @param inconclusive sentences of objectives that cannot be told
 * @param met how many objectives are met
 */
record Standings(List<String> rollback, List<String> investigate, List<String> inconclusive, int met) {

    static Standings of(Optional<Event> judged) {
        List<String> rollback = new ArrayList<>();
        List<String> investigate = new ArrayList<>();
        List<String> inconclusive = new ArrayList<>();
        int met = 0;
        JsonNode verdicts = judged.map(event -> event.data().path("verdicts")).orElse(MissingNode.getInstance());
        for (JsonNode row : verdicts) {
            Severity severity = Severity.valueOf(row.path("severity").asText());
            Verdict verdict = Verdict.valueOf(row.path("verdict").asText());
            String sentence = row.path("sentence").asText();
            if (severity == Severity.ADVISORY) {
                continue;
            }
            if (verdict == Verdict.PASS) {
                met++;
                continue;
            }
            if (verdict == Verdict.FAIL) {
                (severity == Severity.ROLLBACK ? rollback : investigate).add(sentence);
            } else {
                inconclusive.add(sentence);
            }
        }
        return new Standings(rollback, investigate, inconclusive, met);
    }

    /** Whether there is something to be met, and all of it is. */
    boolean allPass() {
        return met > 0 && rollback.isEmpty() && investigate.isEmpty() && inconclusive.isEmpty();
    }

    static String join(List<String> sentences) {
        return sentences.stream().collect(Collectors.joining("; "));
    }
}
