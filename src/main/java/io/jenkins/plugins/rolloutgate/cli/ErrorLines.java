package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says every error in one line on the standard error; a stack trace follows only with {@code --debug}. */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Shell shell;

    ErrorLines(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        if (!command.getSubcommands().isEmpty() && !(wrong instanceof UnmatchedArgumentException)) {
            command.usage(shell.err());
        }
        say(told(wrong, command) + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG_USE;
    }

    private static String told(ParameterException wrong, CommandLine command) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return wrong.getMessage();
        }
        String first = unmatched.getUnmatched().get(0);
        String what = command.getSubcommands().isEmpty() || first.startsWith("-")
                ? wrong.getMessage()
                : "there is no command '" + first + "'";
        List<String> meant = unmatched.getSuggestions();
        return meant.isEmpty() ? what : what + "; did you mean " + meant.get(0) + "?";
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
        say(ShellWords.options(ShellWords.steps(line(problem)), command.getCommandSpec()));
        if (parsed.expandedArgs().contains(OutputOptions.DEBUG)) {
            problem.printStackTrace(shell.err());
        }
        if (problem instanceof CommandException known) {
            return known.exitCode();
        }
        return problem instanceof IllegalArgumentException ? ExitCode.WRONG_USE : ExitCode.FAILED;
    }

    /** One line about any error; the same words for those that end the command and those that do not. */
    static String line(Exception problem) {
        if (problem instanceof CommandException
                || problem instanceof ClusterException
                || problem instanceof IllegalArgumentException) {
            return problem.getMessage();
        }
        if (problem instanceof FileSystemException file) {
            return file(file);
        }
        return problem instanceof IOException
                ? problem.getMessage()
                : "a defect stopped it: " + problem + "; see it with --debug";
    }

    private static String file(FileSystemException problem) {
        String what = problem.getFile() + ": ";
        if (problem instanceof NoSuchFileException) {
            return what + "there is no such file";
        }
        return problem instanceof AccessDeniedException
                ? what + "not allowed to use it: change its permissions, or name another place"
                : what + (problem.getReason() == null ? "cannot be used" : problem.getReason());
    }

    private void say(String message) {
        say(shell, message);
    }

    static void say(Shell shell, String message) {
        shell.err().println("rollout-gate: " + Screen.plain(message.strip().replaceAll("\\s*\\R\\s*", " ")));
        shell.err().flush();
    }
}
