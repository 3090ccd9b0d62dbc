package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.report.RequestCount;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What a step returns to its Pipeline: how the release ended, in values that scripts can use. */
public final class ReleaseResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String outcome;
    private final String reason;
    private final String oldImage;
    private final String newImage;
    private final String activeColour;
    private final String reportUrl;
    private final long seconds;
    private final long failedRequests;

    ReleaseResult(ReleaseReport report, String reportUrl) {
        this.id = report.heading().release();
        this.outcome = report.standing().status().name();
        this.reason = report.standing().sentence();
        this.oldImage = report.heading().from();
        this.newImage = report.heading().to();
        this.activeColour = report.heading().active();
        this.reportUrl = reportUrl;
        this.seconds = report.heading().elapsed().toSeconds();
        this.failedRequests = report.requests().isEmpty()
                ? -1
                : report.requests().stream().mapToLong(RequestCount::failed).sum();
    }

    @Whitelisted
    public String getId() {
        return id;
    }

    /** {@code PROMOTED}, {@code ROLLED_BACK}, {@code ABORTED} or {@code HELD}. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    @Whitelisted
    public String getReason() {
        return reason;
    }

    @Whitelisted
    public String getOldImage() {
        return oldImage;
    }

    @Whitelisted
    public String getNewImage() {
        return newImage;
    }

    /** The Deployment that has the traffic now. */
    @Whitelisted
    public String getActiveColour() {
        return activeColour;
    }

    /** Of the page on the build; relative to the root of Jenkins. */
    @Whitelisted
    public String getReportUrl() {
        return reportUrl;
    }

    /** From the start to the end of the release. */
    @Whitelisted
    public long getSeconds() {
        return seconds;
    }

    /** Requests that were counted as failed; -1 where nobody counted. */
    @Whitelisted
    public long getFailedRequests() {
        return failedRequests;
    }

    @Override
    public String toString() {
        return id + " " + outcome;
    }
}
