package io.jenkins.plugins.rolloutgate.run;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Makes names for releases and processes that nobody else has. Thread-safe. */
public final class ReleaseIds {
    private static final int LONGEST_NAME = 100;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public ReleaseIds(InstantSource clock) {
        this.clock = clock;
    }

    /** A name that every file system takes, whatever it begins with. */
    public String next(String prefix) {
        String plain = prefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String begin =
                plain.substring(0, Math.min(LONGEST_NAME, plain.length())).replaceAll("^-+|-+$", "");
        return (begin.isEmpty() ? "release" : begin) + "-" + STAMP.format(clock.instant()) + "-" + nonce();
    }

    String nonce() {
        byte[] bytes = new byte[3];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
