package io.jenkins.plugins.rolloutgate.report.html;

import java.util.stream.Collectors;

/** Which characters of a foreign text may reach a page. */
public final class Characters {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int SOFT_HYPHEN = 0xAD;

    private Characters() {}

    /**
     * The text with U+FFFD in place of what XML forbids, of control characters, and of what turns the reading
     * direction of its surroundings; line breaks and tabs stay.
     */
    public static String visible(String text) {
        return text.codePoints()
                .map(point -> isVisible(point) ? point : REPLACEMENT)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\n' || point == '\t';
            case Character.FORMAT -> point == ZERO_WIDTH_JOINER || point == SOFT_HYPHEN;
            case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
