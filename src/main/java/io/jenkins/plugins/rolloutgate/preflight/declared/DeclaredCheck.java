package io.jenkins.plugins.rolloutgate.preflight.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Need;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import java.util.List;
import java.util.Optional;

/** Whether what somebody has written down holds. */
record DeclaredCheck(Entry entry) implements Check {

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        if (!entry.query().isEmpty()) {
            return answers.hasQuery(entry.query())
                    ? ofQuery(subject, answers.values(entry.query()))
                    : Need.query(entry.query());
        }
        String path = entry.path(subject.namespace());
        if (!answers.has(path)) {
            return new Need(List.of(path), List.of());
        }
        Optional<JsonNode> read = answers.get(path);
        return entry.object().isEmpty() ? ofAll(read) : ofOne(subject, read);
    }

    private Finding ofOne(Subject subject, Optional<JsonNode> read) {
        if (read.isEmpty()) {
            return bad("there is no " + entry.what());
        }
        return entry.wanted()
                .objection(read.get(), subject.now())
                .map(objection -> bad(entry.what() + ": " + objection))
                .orElseGet(() -> Finding.pass(entry.what() + " is as it should be"));
    }

    /** Counted; at least one, unless another number is asked for. */
    private Finding ofAll(Optional<JsonNode> read) {
        if (read.isEmpty()) {
            return bad("the cluster knows no " + entry.resource());
        }
        int count = read.get().path("items").size();
        boolean few =
                count < entry.wanted().atLeast().orElse(entry.wanted().atMost().isPresent() ? 0.0 : 1.0);
        boolean many = entry.wanted().atMost().filter(most -> count > most).isPresent();
        String seen = "there are " + count + " " + entry.what();
        return (few || many ? bad(seen + (few ? ", too few" : ", too many")) : Finding.pass(seen)).with("count", count);
    }

    private Finding ofQuery(Subject subject, List<Double> values) {
        if (values.isEmpty()) {
            return bad(entry.what() + " has no value");
        }
        Finding finding = values.stream()
                .flatMap(value -> entry.wanted().objection("value", DoubleNode.valueOf(value), subject.now()).stream())
                .findFirst()
                .map(objection -> bad(entry.what() + ": " + objection))
                .orElseGet(() -> Finding.pass(entry.what() + " is as it should be"));
        return values.size() == 1 ? finding.with("value", values.get(0)) : finding;
    }

    private Finding bad(String seen) {
        return entry.warns() ? Finding.warn(seen, entry.todo()) : Finding.fail(seen, entry.todo());
    }
}
