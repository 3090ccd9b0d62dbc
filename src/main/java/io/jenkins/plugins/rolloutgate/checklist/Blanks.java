package io.jenkins.plugins.rolloutgate.checklist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is to be filled in: runs of underscores, and choices such as {@code ✅ / ❌} or {@code Go / No-Go}. */
final class Blanks {
    /** Stands for an underscore while Markdown is read, which would take some of them for emphasis. */
    static final char MASK = '\uFDD0';

    private static final Pattern GAP = Pattern.compile("_{2,}(?:[/:.\\-]_{2,})+|_{3,}|(?<=:)\\s?\\.{4,}");

    private static final String SIGN = "[✅✓✔☑❌✗✘☒⚠⏳]\uFE0F?";
    private static final String WORD =
            "(?:N/A|Yes|No-?Go|No|Y|N|Pass(?:ed)?|Fail(?:ed)?|Go|Approved|Rejected|True|False|OK|Success|Failure|Healthy|Unhealthy|Done)";
    private static final Pattern CHOICE = Pattern.compile(
            "(?<signs>" + SIGN + "(?:\\s*[/|]\\s*" + SIGN + ")+)|(?<=^|[:(\\[–—-]|[:(\\[–—-]\\s)(?<words>" + WORD
                    + "(?:(?:\\s*[/|]\\s*|\\s+or\\s+)" + WORD + ")+)(?=\\s*[)\\].,;]|\\s*$|\\s*\\()",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHOICE_AT_END = Pattern.compile(
            "\\b(?<words>" + WORD + "(?:(?:\\s*/\\s*|\\s+or\\s+)" + WORD + ")+)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOXED = Pattern.compile("(?:\\[\\s{1,3}\\]|[☐□⬜])\\s*([^\\[☐□⬜]+)");
    private static final Pattern OR = Pattern.compile("\\s*[/|]\\s*|\\s+or\\s+", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNIT = Pattern.compile(
            "\\s*(%|(?:ms|sec|seconds|s|min|minutes|[KMG]iB?|[KMG]B|m|(?:req|requests|ops)/s(?:ec)?|rps|/s)\\b)");
    private static final Pattern HINT = Pattern.compile("\\s*[a-z%/]*\\s*\\(([^()_]{1,20})\\)");
    private static final Pattern MARKUP = Pattern.compile("[*`_]");
    private static final Pattern OPENING = Pattern.compile("[\\s:=(\\[]+$");
    private static final Pattern BULLETS = Pattern.compile("^(?:[\\s>|]|[-+•]\\s|\\d+[.)]\\s|\\[.?\\])+");
    private static final Pattern CLOSING = Pattern.compile("^[)\\]\\s%|]+");
    private static final Pattern DATE = Pattern.compile("(?i)\\bdate\\b|\\bday\\b|[dmy]{2,4}[-/.][dmy]{2}");
    private static final Pattern TIME =
            Pattern.compile("(?i)\\btime(?:stamp)?\\b|\\b(?:started|completed|finished|ended) at\\b|hh:mm");

    private Blanks() {}

    /** The line with every gap out of Markdown's sight; as long as it was. */
    static String mask(String line) {
        if (line.indexOf('_') < 0) {
            return line;
        }
        StringBuilder masked = new StringBuilder(line);
        gaps(line).forEach(gap -> {
            for (int i = gap.start(); i < gap.end(); i++) {
                masked.setCharAt(i, line.charAt(i) == '_' ? MASK : line.charAt(i));
            }
        });
        return masked.toString();
    }

    static String unmask(String text) {
        return text.replace(MASK, '_');
    }

    /** Blanks of a line, in order. */
    static List<Blank> of(String line, int number) {
        List<Blank> blanks = new ArrayList<>();
        int before = 0;
        for (MatchResult gap : gaps(line)) {
            blanks.add(gap(line, number, gap, before));
            before = gap.end();
        }
        choices(line, number, blanks);
        blanks.sort(Comparator.comparingInt(Blank::column));
        return blanks;
    }

    private static List<MatchResult> gaps(String line) {
        if (line.indexOf('_') < 0 && !line.contains("....")) {
            return List.of();
        }
        // A line of nothing else is a rule.
        if (line.isBlank() || line.chars().allMatch(c -> c == '_' || c == ' ')) {
            return List.of();
        }
        return GAP.matcher(line)
                .results()
                .filter(gap -> !isPartOfWord(line, gap))
                .toList();
    }

    /** Emphasis as in {@code ___this___}, or a name such as {@code a___b}. */
    private static boolean isPartOfWord(String line, MatchResult gap) {
        boolean before = gap.start() > 0 && Character.isLetterOrDigit(line.charAt(gap.start() - 1));
        boolean after = gap.end() < line.length() && Character.isLetterOrDigit(line.charAt(gap.end()));
        return (before && after) || (gap.group().equals("___") && (before || after));
    }

    private static Blank gap(String line, int number, MatchResult gap, int before) {
        String label = label(line.substring(before, gap.start()));
        String rest = line.substring(gap.end());
        Matcher unit = UNIT.matcher(rest);
        String found = unit.lookingAt() ? unit.group(1) : "";
        Matcher hint = HINT.matcher(rest);
        String about = label + " " + (hint.lookingAt() ? hint.group(1) : "");
        Blank.Kind kind = !found.isEmpty()
                ? Blank.Kind.NUMBER
                : gap.group().contains(":") || TIME.matcher(about).find()
                        ? Blank.Kind.TIME
                        : gap.group().contains("/") || DATE.matcher(about).find() ? Blank.Kind.DATE : Blank.Kind.TEXT;
        int from = gap.start() + leading(gap.group());
        return new Blank(kind, label, found, List.of(), number, from, gap.end() - from);
    }

    private static int leading(String gap) {
        return gap.length() - gap.stripLeading().length();
    }

    /** What stands before a gap, since the last thing that ends another. */
    private static String label(String text) {
        String plain = MARKUP.matcher(text).replaceAll("").strip();
        String before = OPENING.matcher(plain).replaceFirst("");
        int cut = Math.max(Math.max(before.lastIndexOf(','), before.lastIndexOf(';')), before.lastIndexOf('('));
        String last = cut >= 0 && cut + 1 < before.length() ? before.substring(cut + 1) : before;
        String bare = BULLETS.matcher(last).replaceFirst("").strip();
        return Marks.undecorated(CLOSING.matcher(bare).replaceFirst(""));
    }

    private static void choices(String line, int number, List<Blank> blanks) {
        // Nearly no line has one, and the patterns are costly.
        boolean separated = line.indexOf('/') >= 0
                || line.indexOf('|') >= 0
                || line.toLowerCase(Locale.ROOT).contains(" or ");
        if (!separated && line.chars().filter(c -> "[☐□⬜".indexOf(c) >= 0).count() < 2) {
            return;
        }
        List<MatchResult> boxed = BOXED.matcher(line).results().toList();
        if (boxed.size() > 1) {
            int from = boxed.get(0).start();
            int to = boxed.get(boxed.size() - 1).end();
            List<String> options =
                    boxed.stream().map(box -> box.group(1).strip()).toList();
            blanks.add(
                    new Blank(Blank.Kind.CHOICE, label(line.substring(0, from)), "", options, number, from, to - from));
            return;
        }
        Matcher choice = CHOICE.matcher(line);
        boolean found = false;
        while (choice.find()) {
            found = true;
            blanks.add(choice(line, number, choice.start(), choice.end()));
        }
        Matcher last = CHOICE_AT_END.matcher(line.stripTrailing());
        if (!found && last.find()) {
            blanks.add(choice(line, number, last.start(), last.end()));
        }
    }

    private static Blank choice(String line, int number, int from, int to) {
        List<String> options = OR.splitAsStream(protect(line.substring(from, to)))
                .map(option -> option.replace('\u0001', '/').strip())
                .toList();
        return new Blank(Blank.Kind.CHOICE, label(line.substring(0, from)), "", options, number, from, to - from);
    }

    /** The slash of N/A separates nothing. */
    private static String protect(String options) {
        return options.toUpperCase(Locale.ROOT).contains("N/A")
                ? options.replaceAll("(?i)(n)/(a)\\b", "$1\u0001$2")
                : options;
    }
}
