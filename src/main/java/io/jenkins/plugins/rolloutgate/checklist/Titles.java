package io.jenkins.plugins.rolloutgate.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Section.Cadence;
import io.jenkins.plugins.rolloutgate.checklist.Section.Kind;
import io.jenkins.plugins.rolloutgate.slo.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from its title what a section is about. */
final class Titles {
    private static final String BACK = "(?:roll(?:ed|ing)?[ -]?back|abort|stop)";
    private static final String SIGNS = "(?:triggers?|criteria|conditions?|thresholds?)";
    private static final Pattern TRIGGERS = Pattern.compile(
            "\\b" + BACK + "\\b[^.]{0,30}\\b" + SIGNS + "\\b|\\b" + SIGNS + "\\b.{0,30}\\b" + BACK + "\\b|\\b" + BACK
                    + "\\b[^.]{0,25}\\b(?:if|when)\\b(?! (?:needed|necessary|required))|^investigat\\w*\\b.*\\b(?:if|when|"
                    + SIGNS + ")\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WORK = Pattern.compile(
            "\\b(?:procedures?|steps?|execut\\w*|actions?|plan|tests?|testing|prepar\\w*|after|post)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INVESTIGATE = Pattern.compile(
            "\\binvestigat|\\bwarning|\\bconsider|\\bevaluate|\\bcaution|\\bwatch closely|\\bmonitor closely|\\blook closer",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTACTS = Pattern.compile(
            "\\bcontacts?\\b|\\bon-?call\\b|\\bescalation (?:path|matrix|contacts?)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIGN_OFFS =
            Pattern.compile("\\bsign(?:ed)?[ -]?offs?\\b|\\bapprovals?\\b|\\bsignatures?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CADENCE =
            Pattern.compile("^(daily|weekly|monthly|quarterly)\\b", Pattern.CASE_INSENSITIVE);

    private Titles() {}

    static Kind kind(String title, Kind around) {
        if (TRIGGERS.matcher(title).find()) {
            return Kind.TRIGGERS;
        }
        if (around == Kind.TRIGGERS && !WORK.matcher(title).find()) {
            return Kind.TRIGGERS;
        }
        if (CONTACTS.matcher(title).find()) {
            return Kind.CONTACTS;
        }
        if (around == Kind.CONTACTS || around == Kind.SIGN_OFFS) {
            return around;
        }
        return SIGN_OFFS.matcher(title).find() ? Kind.SIGN_OFFS : Kind.PLAIN;
    }

    /** What its triggers lead to, unless they say it themselves. */
    static Severity grade(String title, Severity around) {
        if (INVESTIGATE.matcher(title).find()) {
            return Severity.INVESTIGATE;
        }
        return title.toLowerCase(Locale.ROOT).contains("immediate") ? Severity.ROLLBACK : around;
    }

    /** The role whose lines stand in a section of sign-offs. */
    static String role(String title, Kind around) {
        return around == Kind.SIGN_OFFS ? title.replaceFirst("\\s*[(:].*$", "") : "";
    }

    static Optional<Cadence> cadence(String title) {
        Matcher cadence = CADENCE.matcher(Conditions.withoutOrder(title));
        return cadence.find()
                ? Optional.of(Cadence.valueOf(cadence.group(1).toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }
}
