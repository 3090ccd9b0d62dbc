package io.jenkins.plugins.rolloutgate.playground.node;

import java.util.List;
import java.util.Locale;

/** How the process in a container behaves, told by the end of its image's tag: {@code shop:crash} or {@code shop:1.4-crash}. */
public enum ImageBehaviour {
    NORMAL,
    /** Becomes ready; its health answers 500, and so do 3 of 10 requests. */
    BROKEN,
    /** Becomes ready; every answer takes 0.8 s. */
    SLOW,
    /** Ends at once with exit code 1, again and again. */
    CRASH,
    /** There is no such image. */
    UNPULLABLE,
    /** Runs and never passes its readiness probe. */
    UNREADY,
    /** Fits on no node. */
    PENDING;

    public static ImageBehaviour of(String image) {
        String tag = image.substring(image.lastIndexOf(':') + 1).toUpperCase(Locale.ROOT);
        return List.of(values()).stream()
                .filter(behaviour -> tag.equals(behaviour.name()) || tag.endsWith("-" + behaviour.name()))
                .findFirst()
                .orElse(NORMAL);
    }
}
