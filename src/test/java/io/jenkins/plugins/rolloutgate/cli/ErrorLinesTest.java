package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import io.jenkins.plugins.rolloutgate.cluster.LeaseStore.Lease;
import io.jenkins.plugins.rolloutgate.playground.apiserver.AccessPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorLinesTest {
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

    private static void assertOneLine(Result result, int code, String... words) {
        assertThat(result.code()).as(result.toString()).isEqualTo(code);
        assertThat(result.err()).startsWith("rollout-gate: ").contains(words).endsWith("\n");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheOneThatIsMeant() {
        assertOneLine(command.run("blue-gren"), ExitCode.WRONG_USE, "'blue-gren'; did you mean blue-green?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    foo         | there is no command 'foo'; see rollout-gate --help
                    record foo  | there is no command 'foo'; see rollout-gate record --help
                    """)
    void anUnknownCommandIsCalledOne(String arguments, String message) {
        assertOneLine(command.run(arguments.split(" ")), ExitCode.WRONG_USE, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''         | Usage: rollout-gate
                    record     | Usage: rollout-gate record
                    checklist  | Usage: rollout-gate checklist
                    """)
    void withoutACommandTheUsageIsShown(String group, String usage) {
        Result result = group.isEmpty() ? command.run() : command.run(group);

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).startsWith(usage).contains("rollout-gate: Missing required subcommand");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --timeout soon             | timeout: 'soon' is not a duration
                    --drain 1x                 | drain: '1x' is not a duration
                    --probe-path /../secrets   | probe path /../secrets may not have dot segments
                    --probe-status 42          | probe status 42 is not an HTTP status
                    --replicas 0               | replicas must be from 1 to 10000, not 0
                    --replicas many            | 'many' is not an int; see rollout-gate blue-green --help
                    --on-failure panic         | --on-failure must be rollback or hold, not 'panic'
                    --context elsewhere        | no context elsewhere in the kubeconfig: choose one of playground
                    -o yaml                    | expected one of [TEXT, JSON]
                    --frobnicate               | Unknown option: '--frobnicate'
                    --blue checkout-green      | blue and green must be two Deployments, both are checkout-green
                    """)
    void wrongUseIsToldBeforeAnythingIsDone(String arguments, String message) {
        long before = shop.writes();

        Result result = command.run(shop.command("blue-green"), ("--image checkout:2 " + arguments).split(" "));

        assertOneLine(result, ExitCode.WRONG_USE, message);
        assertThat(shop.writes()).isEqualTo(before);
        assertThat(command.records()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --phases 50%:1m,10%:1m              | shares must rise from phase to phase: 10% comes after 50%
                    --phases 50%:1m,120%:1m             | a phase must have a share from 1% to 100%, not 120%
                    --phases -5%:1m                     | '-5%:1m' is not a phase
                    --phases 10.5%:1m                   | '10.5%:1m' is not a phase
                    --phases 10%:1m --interval 60       | phases and interval exclude each other
                    --phases 10%:1m --tolerance NaN     | tolerance must be from 0 to 100 percentage points, not NaN
                    --phases 10%:1m --router dns        | router must be
                    --phases 10%:1m --every 0s          | every must be at least 1 s
                    --phases 10%:1m --objective p95<1s  | objective 'p95<1s' needs metric source prometheus: name it with --prometheus
                    --phases 10%:1m --prometheus http://127.0.0.1:1 --objective p95<3parsec | objective 'p95<3parsec': unknown unit 'parsec'
                    --phases 10%:1m --prometheus http://ann:hunter2@127.0.0.1:1 --objective p95<1s | the address of 127.0.0.1 holds credentials: name credentials instead
                    --phases 10%:1m --prometheus http://127.0.0.1:1 --prometheus-token /no/such --objective p95<1s | cannot read the token in /no/such: /no/such: there is no such file
                    """)
    void aWrongCanaryIsToldBeforeAnythingIsDone(String arguments, String message) {
        long before = shop.writes();

        Result result = command.run(shop.command("canary"), ("--image checkout:2 " + arguments).split(" "));

        assertOneLine(result, ExitCode.WRONG_USE, message);
        assertThat(result.err()).doesNotContain("hunter2");
        assertThat(shop.writes()).isEqualTo(before);
        assertThat(command.records()).doesNotExist();
    }

    @Test
    void whatOthersSaySteersNoTerminal() {
        Result result = command.run(shop.command("blue-green"), "--image", "checkout:2", "--blue", "\u001b[2Jgone");

        assertThat(result.err()).contains("gone").doesNotContain("\u001b");
    }

    @Test
    void aMissingImageIsWrongUse() {
        assertOneLine(
                command.run(shop.command("blue-green")),
                ExitCode.WRONG_USE,
                "Missing required option: '--image=IMAGE'");
    }

    @Test
    void missingObjectsAreNamedAndTheRecordIsKept() {
        Result result =
                command.run(shop.commandWithout("blue-green"), "-n", "shop", "-a", "basket", "--image", "basket:2");

        assertOneLine(
                result,
                ExitCode.FAILED,
                "deployment shop/basket-blue does not exist: create it, or name the Deployments with --blue and --green",
                "service shop/basket-active does not exist: create it, or name the active Service with --service");
        assertThat(command.records())
                .isDirectoryContaining(path -> path.toString().contains("basket-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blue-green --image basket:2", "blue-green --image basket:2 --plan", "rollback"})
    void aNamespaceThatDoesNotExistIsNamed(String arguments) {
        String[] parts = arguments.split(" ", 2);

        Result result = command.run(
                shop.commandWithout(parts[0]),
                ("-n shpo -a basket " + (parts.length > 1 ? parts[1] : ""))
                        .strip()
                        .split(" "));

        assertOneLine(
                result,
                ExitCode.FAILED,
                "refused: namespace shpo does not exist: create it, or name another with --namespace\n");
    }

    @Test
    void aNamespaceThatMayNotBeReadIsNotCalledMissing() {
        shop.playground.setAccessPolicy((verb, group, resource, namespace) -> !resource.equals("namespaces"));

        Result result =
                command.run(shop.commandWithout("blue-green"), "-n", "shpo", "-a", "basket", "--image", "basket:2");

        assertOneLine(result, ExitCode.FAILED, "deployment shpo/basket-blue does not exist");
    }

    @Test
    void anApiServerThatDoesNotAnswerIsNamed() throws Exception {
        shop.close();

        Result result = command.run(shop.deploy("checkout:2"));

        assertOneLine(result, ExitCode.FAILED, "cannot be connected to", "nothing was changed");
    }

    @Test
    void aPlanOfAnApiServerThatDoesNotAnswerFailsTheSame() throws Exception {
        shop.close();

        assertOneLine(command.run(shop.deploy("checkout:2"), "--plan"), ExitCode.FAILED, "cannot be connected to");
    }

    @Test
    void aMissingPermissionIsNamedWithVerbResourceAndNamespace() {
        shop.playground.setAccessPolicy((verb, group, resource, namespace) -> !resource.equals("services"));

        Result result = command.run(shop.deploy("checkout:2"));

        assertOneLine(
                result, ExitCode.FAILED, "not allowed to list services in namespace shop as " + AccessPolicy.USER);
    }

    @Test
    void aWriteThatIsForbiddenLeavesTheTrafficWhereItWas() throws Exception {
        shop.playground.setAccessPolicy(
                (verb, group, resource, namespace) -> !(verb.equals("patch") && resource.equals("deployments")));

        Result result = command.run(shop.deploy("checkout:2"));

        assertThat(result.code()).isIn(ExitCode.FAILED, ExitCode.HELD);
        assertThat(result.out()).contains("not allowed to patch deployment shop/checkout-green");
        assertThat(shop.activeColour()).isEqualTo("blue");
    }

    @Test
    void aLeaseThatSomebodyElseHoldsStopsTheRelease() throws Exception {
        shop.cluster.put(
                shop.targets.leaseRef(), new Lease("checkout-other/1a2b", "", Duration.ofSeconds(30), Map.of()));

        Result result = command.run(shop.deploy("checkout:2"));

        assertOneLine(
                result,
                ExitCode.FAILED,
                "release checkout-other holds lease shop/rollout-gate-checkout-active",
                "rollout-gate recover");
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldBeforeAnythingIsDone() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");
        long before = shop.writes();

        Result result = command.run(shop.deploy("checkout:2"), "--record", file.toString());

        assertOneLine(result, ExitCode.FAILED, "no record can be written at " + file, "name another folder");
        assertThat(shop.writes()).isEqualTo(before);
    }

    @Test
    void aReportThatCannotBeWrittenHidesNoOutcome() throws Exception {
        String takesItsPlace = "mkdir $(dirname " + command.records() + "/*/record.jsonl)/report.html";

        Result result = command.run(shop.deploy("checkout:2"), "--smoke", takesItsPlace, "-o", "json");

        assertThat(result.code()).as(result.toString()).isEqualTo(ExitCode.DONE);
        assertThat(result.err().lines().filter(line -> line.startsWith("rollout-gate: ")))
                .singleElement()
                .asString()
                .contains("the report could not be written: ", "/report.html", "rollout-gate report ");
        assertThat(result.json().path("status").asText()).isEqualTo("PROMOTED");
        assertThat(result.json().at("/files/html").isNull()).isTrue();
        assertThat(Path.of(result.json().at("/files/record").asText())).exists();
    }

    @Test
    void aReleaseThatFailedExitsByItsOutcomeThoughItsReportCannotBeWritten() {
        String takesItsPlace = "mkdir $(dirname " + command.records() + "/*/record.jsonl)/report.md; exit 1";

        Result result = command.run(shop.deploy("checkout:2"), "--smoke", takesItsPlace);

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("ROLLED BACK", "  record  ").doesNotContain("  report  ");
        assertThat(result.err()).contains("rollout-gate: the report could not be written: ");
    }

    @Test
    void aKubeconfigThatIsNoneIsWrongUse() throws Exception {
        Path file = Files.write(home.resolve("binary"), new byte[] {(byte) 0xff, 0});

        Result result = command.run("rollback", "--kubeconfig", file.toString(), "-n", "shop", "-a", "checkout");

        assertOneLine(result, ExitCode.WRONG_USE, "cannot read the kubeconfig " + file);
    }

    @Test
    void aStackTraceFollowsOnlyWhenAskedFor() {
        Result result = command.run(shop.deploy("checkout:2"), "--context", "elsewhere", "--debug");

        assertThat(result.err())
                .startsWith("rollout-gate: no context elsewhere")
                .contains("\tat ");
    }
}
