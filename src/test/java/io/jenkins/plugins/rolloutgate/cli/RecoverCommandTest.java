package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import io.jenkins.plugins.rolloutgate.playground.apiserver.Faults;
import io.jenkins.plugins.rolloutgate.playground.apiserver.ResourceType;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.FileJournal;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.run.Helpers;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.run.ReleaseEngine;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenArguments;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverCommandTest {
    @TempDir
    private Path home;

    private Shop shop;
    private Command command;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(home);
        command = Command.in(home);
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    /** Switches the traffic and then lets go of the release, as a process does that dies. */
    private String leaveAfterTheSwitch() throws Exception {
        try (ReleaseEngine engine = new ReleaseEngine(new ReleaseStore(command.records()), InstantSource.system())) {
            Release release = engine.start(
                    shop.cluster,
                    new BlueGreenArguments(Mode.DEPLOY)
                            .cluster("playground")
                            .namespace("shop")
                            .application("checkout")
                            .image("checkout:2")
                            .watch("1s")
                            .drain("1s")
                            .scaleDownDelay("1s")
                            .spec(),
                    "jana",
                    Json.object(),
                    Helpers.NONE);
            shop.await(seen -> seen.readyEndpoints(
                            "checkout-active", seen.deployment("checkout-green").orElseThrow())
                    == Shop.REPLICAS);
            return release.id();
        }
    }

    private void assertNothingIsLocked() throws Exception {
        assertThat(shop.cluster.lease(shop.targets.leaseRef()))
                .hasValueSatisfying(lease -> assertThat(lease.holder()).isEmpty());
    }

    @Test
    void shouldFinishEveryReleaseThatIsNotOver() throws Exception {
        String id = leaveAfterTheSwitch();

        Result result = command.run(shop.commandWithout("recover"), "-o", "json");

        JsonNode release = result.json().at("/releases/0");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(release.path("release").asText()).isEqualTo(id);
        assertThat(release.path("status").asText()).isEqualTo("PROMOTED");
        assertThat(shop.activeColour()).isEqualTo("green");
        assertNothingIsLocked();
        assertThat(command.run(shop.commandWithout("recover")).out()).isEqualTo("nothing to recover\n");
    }

    @Test
    void shouldAskAgainWhenTheApiServerDoesNotAnswerAtOnce() throws Exception {
        String id = leaveAfterTheSwitch();
        shop.playground.faults().fail(request -> request.type() == ResourceType.LEASES, Faults.Fault.ERROR_BEFORE, 2);

        Result result = command.run(shop.commandWithout("recover"), id);

        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("PROMOTED");
    }

    @Test
    void shouldBringItBackWhenAskedTo() throws Exception {
        String id = leaveAfterTheSwitch();

        Result result = command.run(shop.commandWithout("recover"), id, "--abort");

        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("ABORTED");
        assertThat(shop.activeColour()).isEqualTo("blue");
        assertNothingIsLocked();
    }

    @Test
    void shouldPreferTheRecordOfTheReleaseThatHoldsTheLease() throws Exception {
        leaveAfterTheSwitch();

        Result result = command.run(shop.commandWithout("recover"), "-n", "shop", "--service", "checkout-active");

        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("another process goes on with it").contains("PROMOTED");
    }

    @Test
    void shouldSayWhenThereIsNothingToDo() {
        assertThat(command.run(shop.deploy("checkout:2")).code()).isZero();
        String id = command.records().toFile().list()[0];

        Result over = command.run(shop.commandWithout("recover"), id);
        Result free = command.run(shop.commandWithout("recover"), "-n", "shop", "--service", "checkout-active");

        assertThat(over.out()).isEqualTo("release " + id + " is over: PROMOTED\nnothing to recover\n");
        assertThat(free.out()).isEqualTo("lease shop/rollout-gate-checkout-active is free\nnothing to recover\n");
        assertThat(over.code() + free.code()).isZero();
    }

    @Test
    void shouldLeaveChecklistsToPeople() throws Exception {
        Path file = Files.writeString(command.records().getParent().resolve("RELEASE.md"), "- [ ] A\n");
        String checklist = command.run("checklist", "start", file.toString(), "-o", "json")
                .json()
                .path("id")
                .asText();

        Result all = command.run(shop.commandWithout("recover"));
        Result one = command.run(shop.commandWithout("recover"), checklist);

        assertThat(all.code()).as(all.toString()).isZero();
        assertThat(all.out()).isEqualTo("nothing to recover\n");
        assertThat(one.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(one.err()).contains("is a checklist, and needs no recovery");
    }

    @Test
    void shouldNotKnowAReleaseWithoutItsRecord() {
        Result result = command.run(shop.commandWithout("recover"), "checkout-gone");

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).startsWith("rollout-gate: there is no record at ");
    }

    @Test
    void shouldNotTakeAWrongFolderForOneWithoutReleases() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");

        Result result = command.run("recover", "--record", file.toString());

        assertThat(result)
                .isEqualTo(new Result(
                        ExitCode.WRONG_USE, "", "rollout-gate: there is no folder of records at " + file + "\n"));
    }

    private Path damagedRecord() throws Exception {
        Path folder = Files.createDirectories(command.records().resolve("checkout-20261121-024000-1a2b3c"));
        return Files.write(folder.resolve("record.jsonl"), new byte[] {(byte) 0xff, '\n'});
    }

    @Test
    void shouldNotCallItDoneWhenADamagedRecordIsLeftOut() throws Exception {
        damagedRecord();
        String id = leaveAfterTheSwitch();

        Result result = command.run(shop.commandWithout("recover"), "-o", "json");

        assertThat(result.code()).as(result.toString()).isEqualTo(ExitCode.HELD);
        assertThat(result.json().at("/releases/0/release").asText()).isEqualTo(id);
        assertThat(result.json().at("/releases/0/status").asText()).isEqualTo("PROMOTED");
        assertThat(result.json().at("/leftOut/0/release").asText()).isEqualTo("checkout-20261121-024000-1a2b3c");
        assertThat(result.json().at("/leftOut/0/problem").asText())
                .isEqualTo("record checkout-20261121-024000-1a2b3c is damaged: line 1 is not an event");
    }

    @Test
    void shouldSayWhatItLeftOut() throws Exception {
        damagedRecord();

        Result result = command.run(shop.commandWithout("recover"));

        assertThat(result)
                .isEqualTo(new Result(
                        ExitCode.HELD,
                        "",
                        "rollout-gate: left out: record checkout-20261121-024000-1a2b3c is damaged:"
                                + " line 1 is not an event\n"));
    }

    @Test
    void shouldGoOnWithTheOthersWhenOneCannotBeRecovered() throws Exception {
        String id = leaveAfterTheSwitch();
        Path elsewhere =
                command.records().resolve("basket-20261121-024000-1a2b3c").resolve("record.jsonl");
        try (FileJournal journal = new FileJournal(elsewhere)) {
            ReleaseRecord.open(journal)
                    .append(
                            InstantSource.system().instant(),
                            "jana",
                            EventKind.STARTED,
                            Json.object()
                                    .put("release", "basket-20261121-024000-1a2b3c")
                                    .put("strategy", "blue-green")
                                    .set(
                                            "spec",
                                            Json.tree(new BlueGreenArguments(Mode.DEPLOY)
                                                    .cluster("elsewhere")
                                                    .namespace("shop")
                                                    .application("basket")
                                                    .image("basket:2")
                                                    .spec())));
        }

        Result result = command.run(shop.commandWithout("recover"));

        assertThat(result.code()).isEqualTo(ExitCode.HELD);
        assertThat(result.out()).contains(id, "PROMOTED");
        assertThat(result.err())
                .isEqualTo("rollout-gate: left out: release basket-20261121-024000-1a2b3c: no context elsewhere in the"
                        + " kubeconfig: choose one of playground\n");
    }
}
