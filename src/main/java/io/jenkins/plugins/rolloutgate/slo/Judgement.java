package io.jenkins.plugins.rolloutgate.slo;

import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a decision method says: a verdict, the numbers behind it, and one plain sentence.
 *
 * @param reason why it is INCONCLUSIVE; empty otherwise
 * @param numbers by a short name, in the order in which people want to read them; never NaN or infinite
 * @param sentence for people, with the numbers that decided
 */
public record Judgement(Verdict verdict, Optional<Reason> reason, Map<String, Double> numbers, String sentence) {
    public Judgement {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    public static Judgement pass(Map<String, Double> numbers, String sentence) {
        return new Judgement(Verdict.PASS, Optional.empty(), numbers, sentence);
    }

    public static Judgement fail(Map<String, Double> numbers, String sentence) {
        return new Judgement(Verdict.FAIL, Optional.empty(), numbers, sentence);
    }

    public static Judgement inconclusive(Reason reason, Map<String, Double> numbers, String sentence) {
        return new Judgement(Verdict.INCONCLUSIVE, Optional.of(reason), numbers, sentence);
    }
}
