package io.jenkins.plugins.rolloutgate.checklist;

/**
 * Tells whether two words are forms of one, or one of them is mistyped. In doubt they are not: {@code stateful} is not {@code
 * stateless}.
 */
final class WordForms {
    private static final int SHORTEST_STEM = 3;
    /** In shorter words a letter more or less often makes another word. */
    private static final int SHORTEST_MISTYPED = 6;

    private WordForms() {}

    /** Words in lower case. */
    static boolean isSame(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        if (!one.matches("\\p{L}+") || !other.matches("\\p{L}+")) {
            return false;
        }
        String stem = stem(one);
        return (stem.length() >= SHORTEST_STEM && stem.equals(stem(other))) || isMistyped(one, other);
    }

    private static String stem(String word) {
        return word.replaceFirst("(ies|ied)$", "y")
                .replaceFirst("(?<=...)(ing|ed|es|(?<!s)s)$", "")
                .replaceFirst("(?<=...)e$", "");
    }

    /** One letter is missing, or two have changed places; another letter may mean another thing. */
    private static boolean isMistyped(String one, String other) {
        String longer = one.length() >= other.length() ? one : other;
        String shorter = one.length() >= other.length() ? other : one;
        if (longer.length() < SHORTEST_MISTYPED || longer.charAt(0) != shorter.charAt(0)) {
            return false;
        }
        int at = 0;
        while (at < shorter.length() && longer.charAt(at) == shorter.charAt(at)) {
            at++;
        }
        if (longer.length() == shorter.length() + 1) {
            return longer.substring(at + 1).equals(shorter.substring(at));
        }
        return longer.length() == shorter.length()
                && at + 1 < longer.length()
                && longer.charAt(at) == shorter.charAt(at + 1)
                && longer.charAt(at + 1) == shorter.charAt(at)
                && longer.substring(at + 2).equals(shorter.substring(at + 2));
    }
}
