package io.jenkins.plugins.rolloutgate.jenkins;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What people type into forms. */
final class Text {

    private Text() {}

    /** Never null. */
    static String trim(String text) {
        return text == null ? "" : text.strip();
    }

    static String or(String text, String otherwise) {
        return trim(text).isEmpty() ? otherwise : trim(text);
    }

    /** Words separated by white space or commas, in order. */
    static Set<String> words(String text) {
        return Arrays.stream(trim(text).split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
