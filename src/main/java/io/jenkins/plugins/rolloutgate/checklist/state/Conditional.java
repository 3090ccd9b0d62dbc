package io.jenkins.plugins.rolloutgate.checklist.state;

import io.jenkins.plugins.rolloutgate.checklist.Condition;
import java.util.Optional;

/** Resolves conditions by what became of the release. */
final class Conditional {
    private final Facts facts;

    Conditional(Facts facts) {
        this.facts = facts;
    }

    /** Whether it holds; empty while that cannot be told, and for what no release can tell. */
    Optional<Boolean> holds(Condition condition) {
        boolean good = facts.endedAs("PROMOTED") || facts.endedAs("PASSED");
        boolean back = facts.decided("rollback")
                || facts.decided("abort")
                || facts.endedAs("ROLLED_BACK")
                || facts.endedAs("ABORTED");
        boolean issues = back || facts.decided("hold") || facts.endedAs("HELD") || facts.endedAs("FAILED");
        return switch (condition.when()) {
            case HEALTHY -> told(good, issues);
            case ISSUES -> told(issues, good);
            case ROLLBACK -> told(back, good);
            case OTHER -> Optional.empty();
        };
    }

    private static Optional<Boolean> told(boolean holds, boolean fails) {
        return holds ? Optional.of(true) : fails ? Optional.of(false) : Optional.empty();
    }

    String why(Condition condition) {
        String outcome =
                facts.end().map(end -> end.text("outcome").replace('_', ' ')).orElse("the release has turned");
        return "“" + condition.text() + "” does not hold: " + outcome;
    }
}
