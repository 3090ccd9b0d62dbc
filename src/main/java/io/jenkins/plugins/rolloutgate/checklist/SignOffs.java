package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Section.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which lines ask for somebody's approval, and whose. */
final class SignOffs {
    private static final String ACT =
            "(?:sign(?:ed)?[ -]?offs?(?: by)?|approv(?:al|ed by|er)|signatures?|signed(?: by)?|authori[sz]ed by)";
    private static final Pattern WITH_BLANK = Pattern.compile(
            "^(?<before>[^:_(]{0,60}?)\\b" + ACT + "\\b(?:\\s*\\((?<who>[^)_]{2,40})\\))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITHOUT =
            Pattern.compile("(?<before>.{2,40}?)\\s+(?:sign[ -]?off|approval)", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERB = Pattern.compile(
            "^(?:(?:get|obtain|request|receive|collect|final|formal|written|the|by)\\b\\s*)+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ROLE = Pattern.compile(
            "(?:[\\p{L}&/-]+\\s+){0,3}(?:teams?|leads?|leader|managers?|owners?|engineers?|engineering|directors?|officers?|operations|ops|security|legal|business|product|qa|devops|cto|ceo|ciso|dba|sre|architect|stakeholders?)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OWNER = Pattern.compile(
            "[(\\[]\\s*(?:owner|assignee|responsible|by|role)\\s*:\\s*@?([^)\\]]{1,40})[)\\]]|(?:^|\\s)@([A-Za-z][\\w-]{1,38})\\s*$",
            Pattern.CASE_INSENSITIVE);

    private SignOffs() {}

    /** Whether a text with or without blanks asks for an approval. */
    static boolean asks(String text, boolean blanks, Kind around) {
        String plain = text.strip();
        if (blanks) {
            return (mentions(plain) && WITH_BLANK.matcher(plain).find())
                    || (around == Kind.SIGN_OFFS && !label(plain).isEmpty());
        }
        return (mentions(plain) && WITHOUT.matcher(plain).matches())
                || (around == Kind.SIGN_OFFS && ROLE.matcher(plain).matches());
    }

    /** The role that such a text names; empty for none. */
    static String role(String text, boolean blanks, Kind around) {
        String plain = text.strip();
        Matcher act = (blanks ? WITH_BLANK : WITHOUT).matcher(plain);
        if (blanks ? act.find() : act.matches()) {
            String who = blanks && act.group("who") != null ? act.group("who") : act.group("before");
            return bare(who);
        }
        return around == Kind.SIGN_OFFS ? bare(blanks ? label(plain) : plain) : "";
    }

    /** Whom a line names that asks for no approval, as in {@code (owner: DBA)}. */
    static String owner(String text) {
        Matcher owner = OWNER.matcher(text);
        boolean none = text.indexOf('(') < 0 && text.indexOf('[') < 0 && text.indexOf('@') < 0;
        return none || !owner.find() ? "" : (owner.group(1) == null ? owner.group(2) : owner.group(1)).strip();
    }

    private static boolean mentions(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return folded.contains("sign") || folded.contains("approv") || folded.contains("authori");
    }

    private static String label(String text) {
        int end = text.indexOf(':');
        return end < 0 ? "" : text.substring(0, end);
    }

    private static String bare(String role) {
        String bare = VERB.matcher(role.replaceAll("[*_`]", "").strip()).replaceFirst("");
        return bare.replaceFirst("[\\s:,–—-]+$", "").strip();
    }
}
