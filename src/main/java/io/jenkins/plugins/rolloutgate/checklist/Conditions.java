package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Condition.When;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads on what something applies, and what is optional. */
final class Conditions {
    /** Most texts have none of these words, and this is found out quickly. */
    private static final Pattern HINT =
            Pattern.compile("[Oo]ption|OPTION|[Ii]f |[Ww]here |[Ww]hen |[Aa]s |[Nn]ice|[Rr]ecommended");

    private static final Pattern OPTIONAL = Pattern.compile(
            "^optional(?:ly)?\\b|[(\\[]\\s*optional\\s*[)\\]]|\\boptional(?:ly)?\\s*[:,]"
                    + "|\\b(?:if|when|where|as) (?:needed|necessary|required|applicable|appropriate|available|desired|possible|relevant)\\b"
                    + "|\\bif (?:using|any)\\b|\\bnice[- ]to[- ]have\\b|\\(recommended\\)",
            Pattern.CASE_INSENSITIVE);
    /** A time, a number or a letter that only orders titles. */
    private static final Pattern ORDER = Pattern.compile(
            "^(?:(?:step|option|case|path|scenario)\\s+\\w{1,3}|\\d{1,2}(?::\\d\\d)?(?:\\.\\d+)*|[a-d])\\s*[.):–—-]\\s*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern IF = Pattern.compile(
            "^(?:only\\s+)?(?:(?:if|in case(?: of)?|should)\\s+(.+)|(?:when|on|upon|after)\\s+(.*(?:fail|roll ?back|issue|problem|success|healthy|error).*))$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GOOD = Pattern.compile(
            "\\bno (?:issue|problem|error|failure|alert|anomal)|\\bhealthy|\\bsucce|\\bpass|\\bgreen\\b|\\bstable\\b|\\ball (?:good|clear|ok|well)|\\bok(?:ay)?\\b|^go\\b|\\bnormal\\b|\\bgood\\b|\\bis met\\b|\\bare met\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BAD = Pattern.compile(
            "\\bissue|\\bproblem|\\bfail|\\berrors?\\b|\\bunhealthy|\\bdegrad|\\bno-?go\\b|\\bnot (?:ok|healthy|ready|met|stable)|\\bincident|\\bbreach|\\bexceed|\\bregress|\\babort|\\bbad\\b|\\bbroken\\b|\\banomal",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BACK = Pattern.compile("\\broll(?:ed|ing)?[ -]?back\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern ROLLBACK_SECTION = Pattern.compile(
            "^(?:(?:emergency|manual|automatic|full|immediate|execute|perform|start|during|post|after|in)[\\s-]+(?:the\\s+|a\\s+)?)*roll[ -]?back"
                    + "(?:\\s+(?:procedures?|steps?|execution|actions?|process|checklist|phase|needed|required|in progress|verification|complete(?:d|ion)?|tasks?|sequence|instructions|commands?|communication|follow[ -]?up))*"
                    + "\\s*(?:\\([^)]*\\))?\\s*:?$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PART_OF_ROLLBACK = Pattern.compile(
            "^(?:execut|procedure|steps?\\b|actions?\\b|after|post|verif|validat|recover|communicat|follow|immediate|during)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AHEAD_OF_ROLLBACK =
            Pattern.compile("^(?:prepar|plan|readi|pre[- ]|before|test|rehears|strateg)", Pattern.CASE_INSENSITIVE);

    private Conditions() {}

    static boolean isOptional(String text) {
        return HINT.matcher(text).find() && OPTIONAL.matcher(text).find();
    }

    /** Of a title below others; empty also where it takes back the condition of the section around it. */
    static Optional<Condition> ofTitle(String title, Optional<Condition> around, String above) {
        String bare = withoutOrder(title);
        Optional<Condition> own = ofText(bare, title);
        if (own.isPresent()) {
            return own;
        }
        boolean back = ROLLBACK_SECTION.matcher(bare).matches()
                || (BACK.matcher(above).find() && PART_OF_ROLLBACK.matcher(bare).find());
        if (back) {
            return Optional.of(new Condition(When.ROLLBACK, title));
        }
        boolean ahead = AHEAD_OF_ROLLBACK.matcher(bare).find()
                && around.filter(condition -> condition.when() == When.ROLLBACK).isPresent();
        return ahead ? Optional.empty() : around;
    }

    /** Of an item that says it itself. */
    static Optional<Condition> ofItem(String text) {
        return ofText(withoutOrder(text), text);
    }

    private static Optional<Condition> ofText(String bare, String whole) {
        Matcher condition = IF.matcher(bare);
        if (!condition.matches() || isOptional(bare)) {
            return Optional.empty();
        }
        String clause = condition.group(1) == null ? condition.group(2) : condition.group(1);
        String decisive = clause.split("[,:→]|\\bthen\\b", 2)[0];
        String about = decisive.isBlank() ? clause : decisive;
        When when = GOOD.matcher(about).find()
                        && !about.matches("(?i).*\\b(?:not|un)[\\s-]?(?:healthy|ok|stable|pass|success).*")
                ? When.HEALTHY
                : BACK.matcher(about).find()
                        ? When.ROLLBACK
                        : BAD.matcher(about).find() ? When.ISSUES : When.OTHER;
        return Optional.of(new Condition(when, whole));
    }

    static String withoutOrder(String title) {
        return ORDER.matcher(title).replaceFirst("").strip();
    }
}
