package io.jenkins.plugins.rolloutgate.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Signs and verifies with SSH keys, by {@code ssh-keygen -Y} of OpenSSH 8.2 or newer: it knows agents, hardware keys and
 * allowed signers.
 */
final class SshSignatures {
    private static final String NAMESPACE = "rollout-gate";
    /** A hardware key waits for a touch. */
    private static final long SECONDS = 120;

    /** Who has signed, as the allowed signers name them. */
    record Verified(String identity, String sentence) {}

    private SshSignatures() {}

    /** The signature of a message, in its armour. */
    static String sign(Path key, String message) throws IOException {
        Path file = Files.createTempFile("rollout-gate-", ".txt");
        Path signature = file.resolveSibling(file.getFileName() + ".sig");
        try {
            Files.writeString(file, message);
            Result signed = run(List.of("-Y", "sign", "-f", key.toString(), "-n", NAMESPACE, file.toString()), "");
            if (signed.code() != 0) {
                throw new CommandException(ExitCode.FAILED, key + " cannot sign: " + signed.line());
            }
            return Files.readString(signature);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(signature);
        }
    }

    /** Refuses what nobody among the allowed signers has signed. */
    static Verified verify(Path allowedSigners, String message, String signature) throws IOException {
        Path file = Files.createTempFile("rollout-gate-", ".sig");
        try {
            Files.writeString(file, signature);
            Result found =
                    run(List.of("-Y", "find-principals", "-s", file.toString(), "-f", allowedSigners.toString()), "");
            String identity = found.output().lines().findFirst().orElse("").strip();
            if (found.code() != 0 || identity.isEmpty()) {
                throw new CommandException(
                        ExitCode.FAILED, "the key is not among the allowed signers of " + allowedSigners);
            }
            Result verified = run(
                    List.of(
                            "-Y",
                            "verify",
                            "-f",
                            allowedSigners.toString(),
                            "-I",
                            identity,
                            "-n",
                            NAMESPACE,
                            "-s",
                            file.toString()),
                    message);
            if (verified.code() != 0) {
                throw new CommandException(ExitCode.FAILED, "the signature is not valid: " + verified.line());
            }
            return new Verified(identity, verified.line());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private record Result(int code, String output) {
        String line() {
            return output.strip().lines().findFirst().orElse("ssh-keygen says nothing");
        }
    }

    private static Result run(List<String> arguments, String input) throws IOException {
        List<String> command = new ArrayList<>(List.of("ssh-keygen"));
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "ssh-keygen is needed to sign, and was not found: install OpenSSH", e);
        }
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new CommandException(ExitCode.FAILED, "ssh-keygen did not end within " + SECONDS + " s");
            }
            return new Result(process.exitValue(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted while ssh-keygen ran", e);
        } finally {
            process.destroy();
        }
    }
}
