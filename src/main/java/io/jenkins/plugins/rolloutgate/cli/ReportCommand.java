package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.HtmlReport;
import io.jenkins.plugins.rolloutgate.report.MarkdownReport;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Renders the report of a record. */
@Command(
        name = "report",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Renders the report of a release from its record.")
final class ReportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    RecordFile file = new RecordFile();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, html, markdown or json; text by default, and json with -o json.")
    Format format;

    @Option(names = "--to", paramLabel = "FILE", description = "Write it to this file instead of the standard output.")
    Path to;

    @Mixin
    OutputOptions output = new OutputOptions();

    /** What the report may be rendered as. */
    enum Format {
        TEXT,
        HTML,
        MARKDOWN,
        JSON
    }

    ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ReportFiles files = ReportFiles.read(file.find(shell), Instant.now());
        ReleaseReport report = files.report();
        Format wanted = format == null ? (output.isJson() ? Format.JSON : Format.TEXT) : format;
        String text =
                switch (wanted) {
                    case TEXT -> report.summary().text() + "\n";
                    case HTML -> HtmlReport.page(report);
                    case MARKDOWN -> MarkdownReport.of(report);
                    case JSON -> Json.pretty(files.toJson()) + "\n";
                };
        if (to == null) {
            shell.out().print(text);
            shell.out().flush();
        } else {
            Files.writeString(to, text);
        }
        return report.chain().damage().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
