package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.report.HtmlReport;
import io.jenkins.plugins.rolloutgate.report.MarkdownReport;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistCsv;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistHtml;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistMarkdown;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistReport;
import io.jenkins.plugins.rolloutgate.report.checklist.ChecklistStatusJson;
import io.jenkins.plugins.rolloutgate.run.checklist.RecordStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Renders the report of a record. */
@Command(
        name = "report",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Renders the report of a release from its record, or a checklist as it stands.")
final class ReportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    RecordFile file = new RecordFile();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatName.class,
            description = "text, html, markdown or json, of a checklist also csv; text by default, and json with -o"
                    + " json.")
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
        JSON,
        CSV
    }

    /** Formats as they are typed. */
    static final class FormatName implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return Arrays.stream(Format.values())
                    .filter(format -> format.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "must be text, html, markdown, json or csv, not '" + text + "'"));
        }
    }

    ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path record = file.find(shell);
        Format wanted = format == null ? (output.isJson() ? Format.JSON : Format.TEXT) : format;
        RecordReader.Result read = RecordReader.read(FileJournal.read(record));
        print(RecordStatement.isChecklist(read) ? checklist(read, wanted) : release(record, wanted));
        read.damage().ifPresent(damage -> ErrorLines.say(shell, "record " + record + " is damaged: " + damage));
        return read.damage().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String checklist(RecordReader.Result read, Format wanted) {
        ChecklistReport report = RecordStatement.checklist(read, Instant.now());
        return switch (wanted) {
            case TEXT -> report.summary().text() + "\n";
            case HTML -> ChecklistHtml.page(report);
            case MARKDOWN -> ChecklistMarkdown.of(report);
            case JSON -> Json.pretty(ChecklistStatusJson.of(report)) + "\n";
            case CSV -> ChecklistCsv.of(report);
        };
    }

    private static String release(Path record, Format wanted) throws IOException {
        ReportFiles files = ReportFiles.read(record, Instant.now());
        ReleaseReport report = files.report();
        return switch (wanted) {
            case TEXT -> report.summary().text() + "\n";
            case HTML -> HtmlReport.page(report);
            case MARKDOWN -> MarkdownReport.of(report);
            case JSON -> Json.pretty(files.toJson()) + "\n";
            case CSV ->
                throw new CommandException(
                        ExitCode.WRONG_USE, "only a checklist can be a table: take html, markdown or json");
        };
    }

    private void print(String text) throws IOException {
        if (to == null) {
            shell.out().print(text);
            shell.out().flush();
        } else {
            Files.writeString(to, text);
            shell.out().println("written to " + to);
        }
    }
}
