package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checklist from a shell, from its start to a record that can be proven. */
class SignCommandTest {
    @TempDir
    Path home;

    private Command command;
    private String id;

    @BeforeEach
    void startAChecklist() throws IOException {
        command = Command.in(home);
        Path file = home.resolve("RELEASE.md");
        Files.writeString(file, "# Web 2\n- [ ] Smoke tests pass\n- [ ] Dashboards looked at\n");
        id = command.run("checklist", "start", file.toString(), "-o", "json")
                .json()
                .path("id")
                .asText();
    }

    @Test
    void ticksWhatAScriptProvesAndTellsWhatIsOpen() {
        assertThat(command.run("checklist", "prove", id, "Smoke tests pass", "--message", "12 of 12")
                        .code())
                .isZero();

        Result status = command.run("checklist", "status", id);

        assertThat(status.code()).isEqualTo(ExitCode.HELD);
        assertThat(status.out()).startsWith("Web 2: 1 of 2").contains("open   Dashboards looked at");
        assertThat(command.run("checklist", "prove", id, "Smoke test passes").err())
                .contains("there is no item 'Smoke test passes': the nearest are 'Smoke tests pass'");
    }

    @Test
    void ticksWhatIsBoundToTests() throws IOException {
        Path file = home.resolve("TESTS.md");
        Files.writeString(file, """
                - [ ] Smoke <!-- gate: junit com.example.SmokeTest -->
                - [ ] Login <!-- gate: junit com.example.LoginTest.opens -->
                - [ ] Later <!-- gate: junit com.example.Skipped -->
                - [ ] Elsewhere <!-- gate: junit com.example.Other -->
                """);
        Path report = home.resolve("report.xml");
        Files.writeString(report, """
                <testsuite>
                  <testcase classname="com.example.SmokeTest" name="a"/>
                  <testcase classname="com.example.SmokeTest" name="b"/>
                  <testcase classname="com.example.LoginTest" name="opens"><failure message="503&#10;more"/></testcase>
                  <testcase classname="com.example.Skipped" name="c"><skipped/></testcase>
                </testsuite>
                """);
        String tests = command.run("checklist", "start", file.toString(), "-o", "json")
                .json()
                .path("id")
                .asText();

        Result proven = command.run("checklist", "prove", tests, "--junit", report.toString(), "-o", "json");

        assertThat(proven.json().path("items").findValuesAsText("status"))
                .containsExactly("PASSED", "FAILED", "OPEN", "OPEN");
        assertThat(proven.json().path("items").findValuesAsText("sentence"))
                .startsWith("2 of 2 tests passed", "0 of 1 tests passed, failed: opens (503)");
    }

    @Test
    void recordsAClaimOfWhoeverHasNoKey() {
        Result signed = command.run("sign", id, "--item", "Dashboards looked at");

        assertThat(signed.code()).isEqualTo(ExitCode.HELD);
        assertThat(signed.err()).contains("recorded as a claim of", "which opens nothing: sign with --key");
        assertThat(command.run("checklist", "status", id).out()).contains("open   Dashboards looked at");
    }

    @Test
    void asksOnlyARoleOfAtLeastOnePerson() {
        Result nobody = command.run("checklist", "ask", id, "--role", " ");
        Result none = command.run("checklist", "ask", id, "--role", "Tech lead", "--quorum", "0");

        assertThat(nobody.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(nobody.err()).contains("name the role, as in --role 'Tech lead'");
        assertThat(none.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(none.err()).contains("--quorum must be at least 1, not 0");
    }

    @Test
    void neverTakesARefusalForAConsent() {
        command.run("checklist", "ask", id, "--role", "Tech lead");

        Result item = command.run("sign", id, "--item", "Dashboards looked at", "--reject", "they are red");
        Result role = command.run("sign", id, "--role", "Tech lead", "--waive", "no time");
        Result value = command.run("sign", id, "--role", "Tech lead", "--value", "1=312");

        assertThat(item.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(item.err())
                .contains("--reject is an answer for a --role: an item that is not so is reported with"
                        + " rollout-gate checklist prove --failed");
        assertThat(role.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(role.err()).contains("--waive is for an --item: a role approves, or refuses with --reject");
        assertThat(value.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(value.err()).contains("--value is for an --item");
        assertThat(command.run("record", "verify", id).out()).startsWith("intact: 3 events");
    }

    @Test
    void countsWhatIsSignedWithAKeyOfTheAllowedSigners() throws Exception {
        Path key = sshKey("mei");
        Path stranger = sshKey("eve");
        Path signers = home.resolve("signers");
        Files.writeString(signers, "mei@example.com " + Files.readString(home.resolve("mei.pub")));
        command.run("checklist", "ask", id, "--role", "Tech lead", "--subject", "image=web:2");

        Result item = command.run(
                "sign",
                id,
                "--item",
                "Dashboards looked at",
                "--key",
                key.toString(),
                "--allowed-signers",
                signers.toString());
        Result role = command.run(
                "sign",
                id,
                "--role",
                "tech lead",
                "--key",
                key.toString(),
                "--allowed-signers",
                signers.toString(),
                "-o",
                "json");
        Result other = command.run(
                "sign",
                id,
                "--item",
                "Smoke tests pass",
                "--key",
                stranger.toString(),
                "--allowed-signers",
                signers.toString());

        assertThat(item.code()).as(item.err()).isZero();
        assertThat(role.json().path("items").get(1).path("actor").asText()).isEqualTo("mei@example.com");
        assertThat(role.json().path("signOffs").get(0).path("stage").asText()).isEqualTo("complete");
        assertThat(other.code()).isEqualTo(ExitCode.FAILED);
        assertThat(other.err()).contains("the key is not among the allowed signers");
    }

    @Test
    void statesARecordSoThatOthersCanVerifyItUntilItIsChanged() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = pem("key.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
        Path publicKey = pem("public.pem", "PUBLIC KEY", pair.getPublic().getEncoded());
        Path attestation = home.resolve("attestation.json");
        Path record = command.records().resolve(id).resolve("record.jsonl");

        Result attested =
                command.run("record", "attest", id, "--key", key.toString(), "--public-key", publicKey.toString());
        Files.writeString(attestation, attested.out());
        JsonNode statement = decoded(attested.json().path("payload").asText());
        Result verified = verify(publicKey, attestation, record);
        command.run("checklist", "prove", id, "Smoke tests pass");
        Result afterwards = verify(publicKey, attestation, record);
        Files.writeString(attestation, attested.out().replaceFirst("\"payload\" : \"e", "\"payload\" : \"f"));
        Result changed = verify(publicKey, attestation, record);

        assertThat(statement.path("predicate").path("checklist").path("total").asInt())
                .isEqualTo(2);
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(afterwards.err())
                .contains("is not the record that was attested, or has been changed or gone on since");
        assertThat(changed.err()).contains("is not signed with");
    }

    private Result verify(Path key, Path attestation, Path record) {
        return command.run(
                "record", "verify-attestation", "--key", key.toString(), attestation.toString(), record.toString());
    }

    private Path pem(String name, String block, byte[] der) throws IOException {
        return Files.writeString(
                home.resolve(name),
                "-----BEGIN " + block + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + block
                        + "-----\n");
    }

    private Path sshKey(String name) throws Exception {
        Path key = home.resolve(name);
        try {
            Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                    .inheritIO()
                    .start();
            assertThat(made.waitFor()).isZero();
        } catch (IOException e) {
            assumeTrue(false, "there is no ssh-keygen here");
        }
        return key;
    }

    private static JsonNode decoded(String payload) {
        return Json.parse(new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8));
    }
}
