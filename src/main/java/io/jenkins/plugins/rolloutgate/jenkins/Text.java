package io.jenkins.plugins.rolloutgate.jenkins;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What people type into forms, and write into Pipelines. */
final class Text {

    private Text() {}

    /** Never null; a Pipeline may write a number for a text. */
    static String trim(Object text) {
        return text == null ? "" : text.toString().strip();
    }

    static String or(Object text, String otherwise) {
        return trim(text).isEmpty() ? otherwise : trim(text);
    }

    /** Beginning with a capital letter. */
    static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Words separated by white space or commas, in order. */
    static Set<String> words(String text) {
        return Arrays.stream(trim(text).split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
