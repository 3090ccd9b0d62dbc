package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finishes releases whose process is gone. */
@Command(
        name = "recover",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Finishes releases whose process is gone: all unfinished ones under --record, or one by its id, or,"
                        + " where the record is gone too, the one that holds the Lease of a Service.",
        footer = {
            "",
            "Examples:",
            "  rollout-gate recover",
            "  rollout-gate recover --abort checkout-20261121-024000-1a2b3c",
            "  rollout-gate recover -n shop --service checkout-active"
        })
final class RecoverCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of one release under --record.")
    String id;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--service", paramLabel = "NAME", description = "The Service whose Lease names the release.")
    String service;

    @Option(names = "--abort", description = "Bring everything back instead of going on.")
    boolean abort;

    @Mixin
    RecordOptions record = new RecordOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    RecoverCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, ClusterException, InterruptedException {
        Screen screen = new Screen(output.isJson() ? shell.err() : shell.out(), shell);
        Recovery recovery = new Recovery(shell, cluster, record.store(shell), abort, screen);
        List<ReportFiles> finished;
        if (service != null) {
            finished = recovery.byLease(service).stream().toList();
        } else if (id != null) {
            finished = recovery.byRecord(id).stream().toList();
        } else {
            if (record.directory != null && !Files.isDirectory(record.directory)) {
                throw new CommandException(ExitCode.WRONG_USE, "there is no folder of records at " + record.directory);
            }
            finished = recovery.all();
        }
        return tell(finished, recovery.leftOut(), screen);
    }

    private int tell(List<ReportFiles> finished, List<Recovery.LeftOut> leftOut, Screen screen) {
        if (output.isJson()) {
            var releases = Json.object();
            var rows = releases.putArray("releases");
            finished.forEach(files -> rows.add(files.toJson()));
            var others = releases.putArray("leftOut");
            leftOut.forEach(
                    left -> others.addObject().put("release", left.release()).put("problem", left.problem()));
            shell.out().println(Json.pretty(releases));
        } else if (finished.isEmpty() && leftOut.isEmpty()) {
            screen.line("nothing to recover");
        }
        int code = leftOut.isEmpty() ? ExitCode.DONE : ExitCode.HELD;
        for (ReportFiles files : finished) {
            if (!output.isJson()) {
                ResultText.print(files, screen);
            }
            code = Math.max(code, code(files));
        }
        return code;
    }

    /** Bringing everything back is what {@code --abort} asks for. */
    private int code(ReportFiles files) {
        Outcome outcome = files.outcome();
        if (abort && (outcome == Outcome.ABORTED || outcome == Outcome.ROLLED_BACK)) {
            return ExitCode.DONE;
        }
        return ExitCode.of(outcome, files.report().heading().rollback());
    }
}
