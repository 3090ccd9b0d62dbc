package io.jenkins.plugins.rolloutgate.strategy;

import java.time.Duration;
import java.util.regex.Pattern;

/** What arguments of all strategies are checked for; each complaint names the argument, in one line. */
public final class SpecChecks {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/@-]+");

    /** Far beyond any release, and far from where sums of times overflow. */
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Names of Kubernetes images have no spaces and are at most this long in practice. */
    private static final int LONGEST_IMAGE = 512;

    private SpecChecks() {}

    public static void name(String argument, String value) {
        require(!value.isEmpty(), argument + " is missing");
        require(NAME.matcher(value).matches(), argument + " '" + value + "' is not a Kubernetes name");
    }

    /** What is filled into queries: nothing that could change the query around it. */
    public static void word(String argument, String value) {
        require(
                WORD.matcher(value).matches(),
                argument + " '" + value + "' may hold only letters, digits and . _ : / @ -, as queries are filled in"
                        + " with it");
    }

    public static void image(String image) {
        require(!image.isBlank(), "image is missing: name the image to bring live");
        imageName(image);
    }

    static void imageName(String image) {
        require(
                image.length() <= LONGEST_IMAGE && image.chars().noneMatch(c -> c <= ' ' || c > '~'),
                "image '" + image + "' is not an image name");
    }

    static void atMost(String argument, Duration value) {
        require(value.compareTo(LONGEST) <= 0, argument + " must be at most " + LONGEST.toDays() + "d");
    }

    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The refusal where not even the namespace is there. */
    static String missing(String namespace) {
        return "namespace " + namespace + " does not exist: create it, or name another with namespace";
    }
}
