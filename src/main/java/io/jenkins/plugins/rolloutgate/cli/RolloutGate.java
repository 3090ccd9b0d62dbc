package io.jenkins.plugins.rolloutgate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command that has all others under it. */
@Command(
        name = "rollout-gate",
        description = "Moves the traffic of an application on Kubernetes to a new version, and back when it is bad.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = RolloutGate.Version.class,
        footer = {
            "",
            "Exit codes: 0 done as asked, 1 failed or rolled back, 2 wrong use, 3 held, inconclusive or not run.",
            "See for yourself: rollout-gate demo"
        })
final class RolloutGate {
    private RolloutGate() {}

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new RolloutGate())
                .addSubcommand("blue-green", new BlueGreenCommand(shell))
                .addSubcommand("canary", new CanaryCommand(shell))
                .addSubcommand("verify-slo", new VerifySloCommand(shell))
                .addSubcommand("capture-baseline", new CaptureBaselineCommand(shell))
                .addSubcommand("init", new InitCommand(shell))
                .addSubcommand("apply", new ApplyCommand(shell))
                .addSubcommand("preflight", new PreflightCommand(shell))
                .addSubcommand("hpa", new HpaCommand(shell))
                .addSubcommand("vpa", new VpaCommand(shell))
                .addSubcommand("verify-infrastructure", new VerifyInfrastructureCommand(shell))
                .addSubcommand("rollback", new RollbackCommand(shell))
                .addSubcommand("recover", new RecoverCommand(shell))
                .addSubcommand("report", new ReportCommand(shell))
                .addSubcommand("record", RecordCommand.commandLine(shell))
                .addSubcommand("sign", new SignCommand(shell))
                .addSubcommand("judge", new JudgeCommand(shell))
                .addSubcommand("simulate", new SimulateCommand(shell))
                .addSubcommand("checklist", ChecklistCommand.commandLine(shell))
                .addSubcommand("demo", new DemoCommand(shell));
        ErrorLines errors = new ErrorLines(shell);
        return line.setOut(shell.out())
                .setErr(shell.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        shell.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    /** What the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RolloutGate.class.getPackage().getImplementationVersion();
            return new String[] {"rollout-gate " + (version == null ? "development" : version)};
        }
    }
}
