package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.report.Summary;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A release in one sentence and a few values, for views and for the remote API. */
@ExportedBean(defaultVisibility = 3)
public class ReleaseSummary {
    private final ReleaseReport report;
    private final Summary summary;

    ReleaseSummary(ReleaseReport report) {
        this.report = report;
        this.summary = report.summary();
    }

    @Exported
    public String getApplication() {
        return report.heading().application();
    }

    @Exported
    public String getOldImage() {
        return report.heading().from();
    }

    @Exported
    public String getNewImage() {
        return report.heading().to();
    }

    /** {@code RUNNING}, {@code PROMOTED}, {@code ROLLED_BACK}, {@code ABORTED} or {@code HELD}. */
    @Exported
    public String getStatus() {
        return report.standing().status().name();
    }

    @Exported
    public String getReason() {
        return report.standing().sentence();
    }

    /** The whole sentence. */
    @Exported
    public String getText() {
        return summary.text();
    }

    @Exported
    public boolean isOver() {
        return report.heading().endedAt().isPresent();
    }

    @Exported
    public long getSeconds() {
        return report.heading().elapsed().toSeconds();
    }

    public String getTitle() {
        return summary.title();
    }

    public String getWord() {
        return summary.word();
    }

    public String getDetail() {
        return summary.detail();
    }

    public String getNote() {
        return summary.note();
    }

    public String getBadge() {
        return summary.badge();
    }

    /** {@code pass}, {@code warn}, {@code fail}, {@code info} or {@code idle}. */
    public String getTone() {
        return summary.tone().name().toLowerCase(Locale.ROOT);
    }
}
