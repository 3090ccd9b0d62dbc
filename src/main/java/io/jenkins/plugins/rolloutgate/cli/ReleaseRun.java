package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.run.ReleaseEngine;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.SteadyClock;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.Following;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs a release from its start to its end before the eyes of a person, and tells the outcome. */
final class ReleaseRun {
    private static final long TICK_MILLIS = 200;

    private final Shell shell;
    private final OutputOptions output;
    private final ReleaseStore store;
    private final Screen screen;
    private final Supplier<String> extra;
    private Optional<Following> checklist = Optional.empty();

    ReleaseRun(Shell shell, OutputOptions output, ReleaseStore store) {
        this(shell, output, store, new Screen(output.isJson() ? shell.err() : shell.out(), shell), () -> "");
    }

    ReleaseRun(Shell shell, OutputOptions output, ReleaseStore store, Screen screen, Supplier<String> extra) {
        this.shell = shell;
        this.output = output;
        this.store = store;
        this.screen = screen;
        this.extra = extra;
    }

    /** Has the release prove items of a checklist. */
    ReleaseRun proving(Optional<ChecklistRecord> record) {
        checklist = record.map(Following::new);
        return this;
    }

    /** Starts a release, waits for its end, and returns the exit code. */
    int start(Cluster cluster, ReleaseSpec spec, Helpers helpers) throws IOException {
        try (ReleaseEngine engine = new ReleaseEngine(store, SteadyClock.over(InstantSource.system()))) {
            Release release = begin(engine, cluster, spec, helpers);
            return tell(finish(release), spec.isRollback());
        }
    }

    Release begin(ReleaseEngine engine, Cluster cluster, ReleaseSpec spec, Helpers helpers) throws IOException {
        try {
            return engine.start(cluster, spec, shell.user(), shell.origin(), helpers);
        } catch (FileSystemException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "no record can be written at " + e.getFile() + ", so nothing was done: "
                            + (e.getReason() == null ? "no permission" : e.getReason())
                            + "; name another folder with --record",
                    e);
        }
    }

    /** Follows a release to its end, and writes its report; the outcome is told whether that can be written or not. */
    ReportFiles finish(Release release) {
        Progress progress = new Progress(screen, extra);
        ShellQuestions questions = new ShellQuestions(shell, screen);
        release.listen(event -> {
            progress.show(release.events());
            questions.see(release);
            prove(release);
        });
        progress.show(release.events());
        questions.see(release);
        Interrupts.Handling handling = shell.interrupts().first(() -> stop(release));
        try {
            await(release, progress);
        } finally {
            handling.close();
            screen.status("");
        }
        progress.show(release.events());
        prove(release);
        try {
            return ReportFiles.read(release.record(), Instant.now()).write();
        } catch (IOException e) {
            ErrorLines.say(
                    shell,
                    "the report could not be written: " + ErrorLines.line(e) + "; once there is a place, get it with"
                            + " rollout-gate report " + release.record());
            return ReportFiles.notKept(release, Instant.now());
        }
    }

    /** What the release has proven counts whether it can be taken down at once or not. */
    private void prove(Release release) {
        checklist.ifPresent(following -> {
            try {
                following.release(release.events(), release.head());
            } catch (IOException e) {
                ErrorLines.say(shell, "the checklist could not be brought up to date: " + ErrorLines.line(e));
            }
        });
    }

    private void stop(Release release) {
        screen.line("stopping as its failure policy says; Ctrl-C again leaves it to rollout-gate recover");
        release.abort(shell.user(), "stopped from the shell");
    }

    private void await(Release release, Progress progress) {
        while (true) {
            try {
                release.done().get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                progress.tick(Instant.now());
            } catch (ExecutionException e) {
                throw new CommandException(ExitCode.HELD, e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException | CancellationException e) {
                throw new CommandException(
                        ExitCode.HELD, "release " + release.id() + " was left: finish it with rollout-gate recover", e);
            }
        }
    }

    /** Prints the result, and returns the exit code. */
    int tell(ReportFiles files, boolean rollback) {
        ReleaseState.End end = ReleaseState.of(files.report().events()).end().orElseThrow();
        boolean refused = end.outcome() == Outcome.ABORTED
                && files.report().events().stream()
                        .map(Event::kind)
                        .noneMatch(kind -> kind == EventKind.OWNED || kind == EventKind.ABORT_REQUESTED);
        if (output.isJson()) {
            shell.out().println(Json.pretty(files.toJson()));
        } else if (refused) {
            screen.line(screen.style().dim("  record  ") + files.record());
        } else {
            ResultText.print(files, screen);
        }
        if (refused) {
            throw new CommandException(ExitCode.FAILED, end.reason());
        }
        return ExitCode.of(end.outcome(), rollback);
    }
}
