package io.jenkins.plugins.rolloutgate.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Matches objects by the few fields that Kubernetes indexes. */
final class FieldSelector implements Predicate<JsonNode> {
    private static final Set<String> FIELDS = Set.of(
            "metadata.name",
            "metadata.namespace",
            "spec.nodeName",
            "status.phase",
            "status.podIP",
            "involvedObject.kind",
            "involvedObject.name",
            "involvedObject.namespace",
            "involvedObject.uid",
            "reason",
            "type");

    private final List<Term> terms;

    private FieldSelector(List<Term> terms) {
        this.terms = terms;
    }

    private record Term(String pointer, boolean equal, String value) {}

    static FieldSelector parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String term : text.split(",", -1)) {
            if (!term.isBlank()) {
                terms.add(term(term));
            }
        }
        return new FieldSelector(List.copyOf(terms));
    }

    private static Term term(String term) {
        int equals = term.indexOf('=');
        if (equals < 1) {
            throw ApiException.badRequest("invalid selector: '" + term + "'; can't understand it");
        }
        boolean equal = term.charAt(equals - 1) != '!';
        String field = term.substring(0, equal ? equals : equals - 1);
        if (!FIELDS.contains(field)) {
            throw ApiException.badRequest("field label not supported: " + field);
        }
        String value = term.substring(term.startsWith("==", equals) ? equals + 2 : equals + 1);
        return new Term("/" + field.replace('.', '/'), equal, value);
    }

    @Override
    public boolean test(JsonNode object) {
        return terms.stream().allMatch(term -> Json.text(object, term.pointer()).equals(term.value()) == term.equal());
    }
}
