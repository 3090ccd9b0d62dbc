package io.jenkins.plugins.rolloutgate.playground.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text format 0.0.4, without timestamps. */
final class Exposition {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})?\\s+(\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=(\"(?:[^\"\\\\]|\\\\.)*\")");

    private Exposition() {}

    /** Throws when a line cannot be read: then nothing of the scrape counts. */
    static List<Sample> parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a line of the text format: " + line);
            }
            samples.add(new Sample(labels(matcher.group(1), matcher.group(2)), number(matcher.group(3))));
        });
        return samples;
    }

    private static Labels labels(String name, String text) {
        Map<String, String> labels = new TreeMap<>(Map.of(Labels.NAME, name));
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(label.group(1), Lexer.unquote(label.group(2)));
        }
        return Labels.of(labels);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
