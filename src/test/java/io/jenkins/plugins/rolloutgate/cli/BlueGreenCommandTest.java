package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlueGreenCommandTest {
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

    @Test
    void shouldTellHowAReleaseWentAndWhereItsReportIs() throws Exception {
        Result result = command.run(shop.deploy("checkout:2"));

        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("image checkout:1 -> checkout:2, replicas 0 -> 2")
                .contains("prepare idle colour")
                .contains("selector version blue -> green")
                .contains("PROMOTED: checkout:2 has all the traffic")
                .containsPattern("Deployment +[0-9.]+ m?s +target under 5 min +met")
                .doesNotContain("\u001b");
        assertThat(shop.activeColour()).isEqualTo("green");
        Path folder = command.records().resolve(command.records().toFile().list()[0]);
        assertThat(folder.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
        assertThat(folder).isDirectoryContaining("glob:**/report.md").isDirectoryContaining("glob:**/report.json");
        assertThat(result.out()).contains(folder.resolve("report.html").toString());
    }

    @Test
    void shouldPrintNothingButJsonWhenAskedForIt() {
        Result result = command.run(shop.deploy("checkout:2"), "-o", "json");

        JsonNode json = result.json();
        assertThat(result.code()).isZero();
        assertThat(json.path("status").asText()).isEqualTo("PROMOTED");
        assertThat(json.path("startedBy").asText()).isEqualTo("jana");
        assertThat(json.path("cluster").asText()).isEqualTo("playground");
        assertThat(Path.of(json.at("/files/record").asText())).exists();
        assertThat(result.err()).contains("prepare idle colour");
    }

    @Test
    void shouldWriteOverItsStatusOnATerminal() {
        Result result = command.onTerminal(Map.of()).run(shop.deploy("checkout:2"));

        assertThat(result.out()).contains("\u001b[32m✔").contains("\r\u001b[K");
    }

    @Test
    void shouldHaveNoColoursWhereNobodyWantsThem() {
        Result result = command.onTerminal(Map.of("NO_COLOR", "1")).run(shop.deploy("checkout:2"));

        assertThat(result.out()).contains("PROMOTED").doesNotContain("\u001b[3");
    }

    @Test
    void shouldFailWhenTheReleaseRollsBack() throws Exception {
        Result result = command.run(shop.deploy("checkout:2-broken"));

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("ROLLED BACK").contains("with 500, expected 200");
        assertThat(shop.activeColour()).isEqualTo("blue");
    }

    @Test
    void shouldTellThatAPersonMustDecideWhenItHolds() {
        Result result = command.run(shop.deploy("checkout:2-broken"), "--on-failure", "hold");

        assertThat(result.code()).isEqualTo(ExitCode.HELD);
        assertThat(result.out())
                .contains("HELD: a person must decide")
                .contains("✘ held for a person\n")
                .contains("To try again", "remove the cause and start a new release");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws Exception {
        Result result = command.run(shop.deploy("checkout:1"));

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .isEqualTo("rollout-gate: refused: image checkout:1 is the one that runs already on checkout-blue:"
                        + " nothing to release; allow it with --force\n");
        assertThat(shop.activeColour()).isEqualTo("blue");
    }

    @Test
    void shouldRunSmokeTestsAgainstTheIdleColour() {
        Result result = command.run(
                shop.deploy("checkout:2"),
                "--smoke",
                "echo \"$ROLLOUT_GATE_NAMESPACE $ROLLOUT_GATE_PREVIEW_SERVICE $ROLLOUT_GATE_IMAGE\"");

        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.err()).isEqualTo("  smoke | shop checkout-preview checkout:2\n");
    }

    @Test
    void shouldRollBackWhenSmokeTestsFail() throws Exception {
        Result result = command.run(shop.deploy("checkout:2"), "--smoke", "echo cart is empty; exit 7");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("smoke tests: the command ended with exit code 7: cart is empty");
        assertThat(shop.activeColour()).isEqualTo("blue");
    }

    @Test
    void shouldStopByItsFailurePolicyOnTheFirstInterrupt() throws Exception {
        CompletableFuture<Result> running =
                CompletableFuture.supplyAsync(() -> command.run(shop.command("blue-green"), "--image", "checkout:2"));
        shop.await(seen -> seen.readyEndpoints(
                        "checkout-active", seen.deployment("checkout-green").orElseThrow())
                == Shop.REPLICAS);

        command.interrupt();

        Result result = running.get(30, TimeUnit.SECONDS);
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("asked to stop by jana").contains("ABORTED");
        assertThat(shop.activeColour()).isEqualTo("blue");
    }

    @Test
    void shouldPlanWithoutWritingAnything() throws Exception {
        long before = shop.writes();

        Result result = command.run(shop.deploy("checkout:2"), "--plan");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("""
                1. prepare idle colour: deployment shop/checkout-green
                   - spec.template.spec.containers[0].image: checkout:1
                   + spec.template.spec.containers[0].image: checkout:2
                   - spec.replicas: 0
                   + spec.replicas: 2
                2. switch traffic: service shop/checkout-active
                   - spec.selector.version: blue
                   + spec.selector.version: green
                3. scale old colour down: deployment shop/checkout-blue
                   - spec.replicas: 2
                   + spec.replicas: 0
                """)
                .endsWith("Nothing was written. If every gate passes: checkout:2 has all the traffic.\n");
        assertThat(shop.writes()).isEqualTo(before);
        assertThat(command.records()).doesNotExist();
    }

    @Test
    void shouldPlanExactlyWhatTheReleaseThenWrites() {
        JsonNode plan =
                command.run(shop.deploy("checkout:2"), "--plan", "-o", "json").json();
        JsonNode release = command.run(shop.deploy("checkout:2"), "-o", "json").json();

        assertThat(objects(plan)).isEqualTo(objects(release)).hasSize(3);
        JsonNode back =
                command.run(shop.command("rollback"), "--plan", "-o", "json").json();
        JsonNode rollback = command.run(shop.command("rollback"), "--drain", "200ms", "-o", "json")
                .json();
        assertThat(objects(back)).isEqualTo(objects(rollback)).hasSize(4);
    }

    private static List<String> objects(JsonNode json) {
        List<String> objects = new ArrayList<>();
        json.path("writes").forEach(write -> {
            if (!write.path("kind").asText().equals("Lease")) {
                objects.add(
                        write.path("kind").asText() + " " + write.path("name").asText() + " "
                                + write.path("changes").findValuesAsText("before") + " -> "
                                + write.path("changes").findValuesAsText("after"));
            }
        });
        return objects;
    }

    @Test
    void shouldSayInThePlanWhyTheReleaseWouldBeRefused() {
        Result result = command.run(shop.deploy("checkout:1"), "--plan");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("rollout-gate: refused: image checkout:1 is the one");
    }

    @Test
    void shouldGoBackToTheOtherColourWhenAsked() throws Exception {
        assertThat(command.run(shop.deploy("checkout:2")).code()).isZero();

        Result result = command.run(shop.command("rollback"), "--drain", "200ms");

        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("ROLLED BACK, as asked: checkout:1 has all the traffic again");
        assertThat(shop.activeColour()).isEqualTo("blue");
    }
}
