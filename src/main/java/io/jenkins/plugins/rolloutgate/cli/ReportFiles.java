package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.HtmlReport;
import io.jenkins.plugins.rolloutgate.report.JsonReport;
import io.jenkins.plugins.rolloutgate.report.MarkdownReport;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.run.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The report of one record, and the files beside the record in which it is kept.
 *
 * @param kept whether those files are there, or would be once the release is over
 */
record ReportFiles(Path record, ReleaseReport report, boolean kept) {
    static ReportFiles read(Path record, Instant now) throws IOException {
        RecordReader.Result read = RecordReader.read(FileJournal.read(record));
        return new ReportFiles(record, ReleaseReport.of(read.events(), Chain.of(read), now), true);
    }

    /** Of a release whose report has no place. */
    static ReportFiles notKept(Release release, Instant now) {
        Chain chain = Chain.intact(release.head());
        return new ReportFiles(release.record(), ReleaseReport.of(release.events(), chain, now), false);
    }

    /** Of a release that is over. */
    Outcome outcome() {
        return ReleaseState.of(report.events()).end().orElseThrow().outcome();
    }

    Path html() {
        return record.resolveSibling("report.html");
    }

    private Path markdown() {
        return record.resolveSibling("report.md");
    }

    private Path json() {
        return record.resolveSibling("report.json");
    }

    ReportFiles write() throws IOException {
        Files.writeString(html(), HtmlReport.page(report));
        Files.writeString(markdown(), MarkdownReport.of(report));
        Files.writeString(json(), Json.pretty(JsonReport.of(report)) + "\n");
        return this;
    }

    /** The report as JSON, with where it is kept. */
    ObjectNode toJson() {
        ObjectNode json = JsonReport.of(report);
        json.putObject("files")
                .put("record", record.toString())
                .put("html", kept ? html().toString() : null)
                .put("markdown", kept ? markdown().toString() : null)
                .put("json", kept ? json().toString() : null);
        return json;
    }
}
