package io.jenkins.plugins.rolloutgate.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Links every line of a record to the line before by its SHA-256. */
public final class HashChain {
    /** What stands in for the line before the first one. */
    public static final String START = "0".repeat(64);

    private HashChain() {}

    /** The hash of one line, without its line break, in lower-case hex. */
    public static String hash(String line) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
