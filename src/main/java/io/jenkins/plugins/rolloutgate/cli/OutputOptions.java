package io.jenkins.plugins.rolloutgate.cli;

import picocli.CommandLine.Option;

/** How every command tells its result. */
final class OutputOptions {
    static final String DEBUG = "--debug";

    /** For people or for programs. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: the result alone on the standard output, progress on the standard error.")
    Format format;

    @Option(names = DEBUG, description = "Show stack traces of errors.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    boolean isJson() {
        return format == Format.JSON;
    }
}
