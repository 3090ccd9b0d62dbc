package io.jenkins.plugins.rolloutgate.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Messages as a shell says them: both faces share them, and they name arguments as a Jenkinsfile has them, such as
 * {@code force} and {@code previewService}.
 */
final class ShellWords {
    /** Arguments of one small word are only recognised where a message tells to give them. */
    private static final Pattern ARGUMENT =
            Pattern.compile("\\b((?:it|another|Deployments|Service) with )([a-z]+)( and )([a-z]+)\\b"
                    + "|\\b((?:it|another|Deployments|Service) with )([a-z]+)\\b(?::(?= \\d))?"
                    + "|\\b([a-z]+(?:[A-Z][a-z]+)+)\\b");

    /** Steps and their arguments that messages tell to take. */
    private static final Map<String, String> STEPS = Map.of(
            "with hpaConfigure",
            "with rollout-gate hpa",
            "and adopt: true",
            "and --adopt",
            "adopt: true merges",
            "--adopt merges",
            "ask with signOff",
            "ask with rollout-gate checklist ask");

    private ShellWords() {}

    /** With the options of a command for those arguments that it has. */
    static String options(String message, CommandSpec command) {
        return ARGUMENT.matcher(message).replaceAll(found -> Matcher.quoteReplacement(options(found, command)));
    }

    private static String options(MatchResult found, CommandSpec command) {
        if (found.group(1) != null) {
            return found.group(1) + option(found.group(2), command) + found.group(3) + option(found.group(4), command);
        }
        if (found.group(5) == null) {
            return option(found.group(7), command);
        }
        String option = option(found.group(6), command);
        return option.equals(found.group(6)) ? found.group() : found.group(5) + option;
    }

    private static String option(String argument, CommandSpec command) {
        String option = "--" + argument.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return command.findOption(option) == null ? argument : option;
    }

    /** With the commands that do the same as steps of a Pipeline. */
    static String steps(String message) {
        String said = message;
        for (Map.Entry<String, String> step : STEPS.entrySet()) {
            said = said.replace(step.getKey(), step.getValue());
        }
        return said;
    }
}
