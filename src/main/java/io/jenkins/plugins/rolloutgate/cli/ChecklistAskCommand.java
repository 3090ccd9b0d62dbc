package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.Question;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a role for its approval. */
@Command(
        name = "ask",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Asks a role for its approval; people answer with rollout-gate sign --role.",
        footer = {
            "",
            "Example: rollout-gate checklist ask ID --role 'Tech lead' --from mei,paul --subject image=checkout:1.9"
        })
final class ChecklistAskCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ID", description = "Id of the checklist.")
    String id;

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "Who is asked.")
    String role;

    @Option(
            names = "--from",
            split = ",",
            paramLabel = "NAME",
            description = "Who can answer, as the allowed signers name them; anybody of them by default.")
    List<String> from = new ArrayList<>();

    @Option(names = "--quorum", paramLabel = "N", defaultValue = "1", description = "How many people must approve.")
    int quorum;

    @Option(names = "--expires", paramLabel = "TIME", defaultValue = "24h", description = "For how long is asked.")
    String expires;

    @Option(
            names = "--subject",
            paramLabel = "NAME=TEXT",
            description = "What is approved, such as image=checkout:1.9: with another one, approvals do not count.")
    Map<String, String> subject = new TreeMap<>();

    @Mixin
    RecordOptions record = new RecordOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    ChecklistAskCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (role.isBlank()) {
            throw new CommandException(ExitCode.WRONG_USE, "name the role, as in --role 'Tech lead'");
        }
        if (quorum < 1) {
            throw new CommandException(ExitCode.WRONG_USE, "--quorum must be at least 1, not " + quorum);
        }
        ChecklistRecord found = new ChecklistRecords(record.store(shell), InstantSource.system()).find(id);
        Map<String, String> what = new TreeMap<>(subject);
        what.put("document", found.snapshot().documentDigest());
        new Taking(found)
                .ask(
                        shell.user(),
                        new Question(
                                role.strip().replaceAll("\\s+", " "),
                                from,
                                quorum,
                                true,
                                "",
                                Optional.of(Durations.parse(expires)),
                                List.of(shell.user()),
                                what));
        new ShellChecklist(shell, output).print(found.snapshot());
        return ExitCode.DONE;
    }
}
