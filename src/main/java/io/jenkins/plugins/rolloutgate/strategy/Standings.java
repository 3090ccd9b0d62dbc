package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.slo.Reason;
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
 * @param undecided how many are within their limits without being proved so: enough to go on when the time of a phase is
 *     over, not to end it early
 * @param met how many objectives are met
 */
record Standings(List<String> rollback, List<String> investigate, List<String> inconclusive, int undecided, int met) {

    static Standings of(Optional<Event> judged) {
        List<String> rollback = new ArrayList<>();
        List<String> investigate = new ArrayList<>();
        List<String> inconclusive = new ArrayList<>();
        int undecided = 0;
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
            } else if (isWithinLimit(row)) {
                undecided++;
            } else {
                inconclusive.add(sentence);
            }
        }
        return new Standings(rollback, investigate, inconclusive, undecided, met);
    }

    /**
     * A sequential test of a healthy version needs many requests to prove that the limit is kept. One that has enough of
     * them to be asked, has found nothing against the version, and sees it within its limit, does not stop a phase whose
     * time is over.
     */
    private static boolean isWithinLimit(JsonNode row) {
        JsonNode numbers = row.path("numbers");
        if (!row.path("reason").asText().equals(Reason.UNDECIDED.name()) || !numbers.has("evidence against")) {
            return false;
        }
        double limit = numbers.path("limit").asDouble();
        double others = numbers.path("baseline requests").asDouble();
        double allowed = numbers.has("baseline requests")
                ? (1 + limit) * (others == 0 ? 0 : numbers.path("baseline bad").asDouble() / others)
                : limit;
        return numbers.path("value").asDouble() <= allowed;
    }

    /** Whether there is something to be met, and all of it is. */
    boolean allPass() {
        return met > 0 && undecided == 0 && rollback.isEmpty() && investigate.isEmpty() && inconclusive.isEmpty();
    }

    static String join(List<String> sentences) {
        return sentences.stream().collect(Collectors.joining("; "));
    }
}
