package io.jenkins.plugins.rolloutgate.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code verifySlo} returns to its Pipeline. */
public final class VerificationResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String outcome;
    private final String reason;
    private final String reportUrl;
    private final long seconds;
    private final ArrayList<ObjectiveVerdict> verdicts = new ArrayList<>();

    VerificationResult(ReleaseReport report, String reportUrl) {
        this.id = report.heading().release();
        this.outcome = report.standing().status().name();
        this.reason = report.standing().sentence();
        this.reportUrl = reportUrl;
        this.seconds = report.heading().elapsed().toSeconds();
        report.events().stream()
                .filter(event -> event.kind() == EventKind.JUDGED)
                .reduce((earlier, later) -> later)
                .ifPresent(this::take);
    }

    private void take(Event judged) {
        for (JsonNode verdict : judged.data().path("verdicts")) {
            verdicts.add(new ObjectiveVerdict(verdict));
        }
    }

    @Whitelisted
    public String getId() {
        return id;
    }

    /** {@code PASSED}, {@code FAILED} or {@code INCONCLUSIVE}. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** Of the page on the build; relative to the root of Jenkins. */
    @Whitelisted
    public String getReportUrl() {
        return reportUrl;
    }

    @Whitelisted
    public long getSeconds() {
        return seconds;
    }

    /** One for each objective, of the last look. */
    @Whitelisted
    public List<ObjectiveVerdict> getVerdicts() {
        return new ArrayList<>(verdicts);
    }

    @Override
    public String toString() {
        return id + " " + outcome;
    }

    /** What was found of one objective. */
    public static final class ObjectiveVerdict implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String objective;
        private final String verdict;
        private final String sentence;

        ObjectiveVerdict(JsonNode verdict) {
            this.objective = verdict.path("objective").asText();
            this.verdict = verdict.path("verdict").asText();
            this.sentence = verdict.path("sentence").asText();
        }

        @Whitelisted
        public String getObjective() {
            return objective;
        }

        /** {@code PASS}, {@code FAIL} or {@code INCONCLUSIVE}. */
        @Whitelisted
        public String getVerdict() {
            return verdict;
        }

        /** With the numbers that decided. */
        @Whitelisted
        public String getSentence() {
            return sentence;
        }

        @Override
        public String toString() {
            return objective + " " + verdict;
        }
    }
}
