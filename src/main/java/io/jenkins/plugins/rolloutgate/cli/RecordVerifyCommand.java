package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the hash chain of a record. */
@Command(
        name = "verify",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Checks that no line of a record was changed; with --head also the last, and that none was cut off.")
final class RecordVerifyCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    RecordFile file = new RecordFile();

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "The head as it was noted elsewhere: in a build log, on the build, or in the Lease.")
    String head;

    @Mixin
    OutputOptions output = new OutputOptions();

    RecordVerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path record = file.find(shell);
        RecordReader.Result read = RecordReader.read(FileJournal.read(record));
        int torn = FileJournal.tornBytes(record);
        Optional<String> damage = read.events().isEmpty() ? Optional.of("it has no events") : read.damage();
        boolean cut = damage.isEmpty() && head != null && !head.equalsIgnoreCase(read.head());
        String problem = cut
                ? "its head is " + read.head() + ", not the one that was noted: its end was cut off or written anew"
                : damage.orElse(null);
        if (output.isJson()) {
            ObjectNode json = Json.object()
                    .put("record", record.toString())
                    .put("intact", problem == null)
                    .put("events", read.events().size())
                    .put("head", read.head())
                    .put("headCompared", head != null)
                    .put("tornBytes", torn)
                    .put("problem", problem);
            shell.out().println(Json.pretty(json));
        } else if (problem == null) {
            shell.out()
                    .println("intact: " + read.events().size() + " events, head " + read.head()
                            + (head == null
                                    ? "; compare it with --head to know that its last line was not changed, and that none was cut off"
                                    : ""));
        }
        if (torn > 0 && !output.isJson()) {
            shell.out()
                    .println("its last line is torn: " + torn
                            + " bytes that a crash left behind are no part of the record,"
                            + " and are overwritten when it goes on");
        }
        if (problem != null) {
            throw new CommandException(ExitCode.FAILED, "record " + record + " is damaged: " + problem);
        }
        return ExitCode.DONE;
    }
}
