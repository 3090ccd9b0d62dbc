package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Selector;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.People;
import io.jenkins.plugins.rolloutgate.run.checklist.RefusedException;
import io.jenkins.plugins.rolloutgate.run.checklist.Signer;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes down what a person says of a checklist; only an SSH key of the allowed signers makes it count. */
@Command(
        name = "sign",
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Signs an item of a checklist, or answers for a role, with an SSH key. Without a key it is recorded as a"
                        + " claim, which opens nothing.",
        footer = {
            "",
            "Example: rollout-gate sign ID --role 'Tech lead' --key ~/.ssh/id_ed25519 --allowed-signers signers"
        })
final class SignCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ID", description = "Id of the checklist.")
    String id;

    @ArgGroup(multiplicity = "1")
    What what;

    /** What is signed. */
    static final class What {
        @Option(names = "--item", paramLabel = "ITEM", description = "Text or id of the item that is ticked.")
        String item;

        @Option(names = "--role", paramLabel = "ROLE", description = "The role for which is answered.")
        String role;
    }

    @Option(names = "--reject", paramLabel = "REASON", description = "Refuse, with a reason, instead of approving.")
    String reject;

    @Option(names = "--waive", paramLabel = "REASON", description = "Let the item pass though it is open or failed.")
    String waive;

    @Option(names = "--comment", paramLabel = "TEXT", description = "What is to stand beside it.")
    String comment = "";

    @Option(names = "--value", paramLabel = "NUMBER=TEXT", description = "Value of a blank, numbered from 1.")
    Map<Integer, String> values = new TreeMap<>();

    @Option(names = "--key", paramLabel = "FILE", description = "SSH key; of one in an agent its public half.")
    Path key;

    @Option(
            names = "--allowed-signers",
            paramLabel = "FILE",
            description = "Who may sign, as ssh-keygen has it; ROLLOUT_GATE_ALLOWED_SIGNERS by default.")
    Path allowedSigners;

    @Mixin
    RecordOptions record = new RecordOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    SignCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        refuseMixedUp();
        ChecklistRecord found = new ChecklistRecords(record.store(shell), InstantSource.system()).find(id);
        try {
            Snapshot after = what.item != null ? item(found) : role(found);
            new ShellChecklist(shell, output).print(after);
        } catch (RefusedException e) {
            throw new CommandException(ExitCode.FAILED, e.getMessage(), e);
        }
        if (key == null) {
            ErrorLines.say(shell, "recorded as a claim of " + shell.user() + ", which opens nothing: sign with --key");
            return ExitCode.HELD;
        }
        return ExitCode.DONE;
    }

    /** What would be left out might turn what somebody says into its opposite. */
    private void refuseMixedUp() {
        if (what.item != null && reject != null) {
            throw new CommandException(
                    ExitCode.WRONG_USE,
                    "--reject is an answer for a --role: an item that is not so is reported with rollout-gate checklist"
                            + " prove --failed");
        }
        if (what.role != null && waive != null) {
            throw new CommandException(
                    ExitCode.WRONG_USE, "--waive is for an --item: a role approves, or refuses with --reject");
        }
        if (what.role != null && !values.isEmpty()) {
            throw new CommandException(ExitCode.WRONG_USE, "--value is for an --item, which has blanks to fill in");
        }
    }

    private Snapshot item(ChecklistRecord found) throws IOException, RefusedException {
        Item item = new Selector(found.snapshot().checklist()).find(what.item);
        Map<Integer, String> byIndex = new TreeMap<>();
        values.forEach((number, value) -> byIndex.put(number - 1, value));
        ObjectNode said = Json.object()
                .put("checklist", id)
                .put("item", item.id())
                .put("text", item.text())
                .put("say", waive == null ? "signed" : "waived")
                .put("why", waive == null ? comment : waive);
        said.set("values", Json.tree(values));
        Signer who = signer(said);
        return waive == null
                ? new People(found).tick(who, item.id(), comment, byIndex)
                : new People(found).waive(who, item.id(), waive);
    }

    private Snapshot role(ChecklistRecord found) throws IOException, RefusedException {
        SignOff asked = found.snapshot()
                .state(found.now())
                .signOffOf(what.role)
                .orElseThrow(() -> new CommandException(
                        ExitCode.WRONG_USE, "nobody has asked " + what.role + ": see rollout-gate checklist ask"));
        ObjectNode said = Json.object()
                .put("checklist", id)
                .put("question", asked.id())
                .put("role", asked.role())
                .put("say", reject == null ? "approved" : "rejected")
                .put("why", reject == null ? comment : reject);
        said.set("subject", asked.subject().deepCopy());
        Signer who = signer(said);
        if (!who.claim() && !asked.from().isEmpty() && !asked.from().contains(who.id())) {
            throw new RefusedException("only " + String.join(" or ", asked.from()) + " may answer for " + asked.role()
                    + ", not " + who.id());
        }
        return reject == null
                ? new People(found).approve(who, asked.id(), comment)
                : new People(found).reject(who, asked.id(), reject);
    }

    /** Whoever has the key, as the allowed signers name them; what they have signed stands in the record. */
    private Signer signer(ObjectNode said) throws IOException {
        if (key == null) {
            return Signer.claiming(shell.user());
        }
        String message =
                Json.line(said.put("at", InstantSource.system().instant().toString()));
        String signature = SshSignatures.sign(key, message);
        SshSignatures.Verified verified = SshSignatures.verify(allowed(), message, signature);
        return Signer.withKey(verified.identity(), verified.sentence(), message, signature);
    }

    private Path allowed() {
        String usual = shell.env().getOrDefault("ROLLOUT_GATE_ALLOWED_SIGNERS", "");
        if (allowedSigners == null && usual.isEmpty()) {
            throw new CommandException(
                    ExitCode.WRONG_USE, "who may sign is not known: name the file with --allowed-signers");
        }
        return InputFile.of(allowedSigners == null ? Path.of(usual) : allowedSigners);
    }
}
