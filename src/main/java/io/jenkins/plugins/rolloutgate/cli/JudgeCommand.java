package io.jenkins.plugins.rolloutgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cli.JudgeMethod.Judged;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.report.Tone;
import io.jenkins.plugins.rolloutgate.slo.Judgement;
import io.jenkins.plugins.rolloutgate.slo.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges measurements that somebody has, without a cluster. */
@Command(
        name = "judge",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Judges measurements in a file, as a release would: to try a policy on yesterday's data.",
        footer = {
            "",
            "Exit codes: 0 pass, 1 fail, 2 wrong use, 3 inconclusive. Fields of a case: docs/cli.md.",
            "Example: echo '{\"limit\": 0.005, \"looks\": [{\"bad\": 9, \"total\": 100}, {\"bad\": 7, \"total\": 100}]}'"
                    + " | rollout-gate judge --method sequential -"
        })
final class JudgeCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final int MOST_MIB = 64;

    private final Shell shell;

    @Option(
            names = "--method",
            required = true,
            paramLabel = "METHOD",
            converter = MethodName.class,
            description = "aca, sequential, threshold or burn-rate.")
    JudgeMethod method;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = STANDARD_INPUT,
            description = "A case as JSON; the standard input by default, or for -.")
    String file;

    @Mixin
    OutputOptions output = new OutputOptions();

    JudgeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Judged judged = method.judge(read());
        Judgement judgement = judged.judgement();
        if (output.isJson()) {
            shell.out().println(Json.pretty(json(judged)));
        } else {
            text(judged);
        }
        return switch (judgement.verdict()) {
            case PASS -> ExitCode.DONE;
            case FAIL -> ExitCode.FAILED;
            case INCONCLUSIVE, NOT_RUN -> ExitCode.HELD;
        };
    }

    private JudgeCase read() throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            byte[] bytes = System.in.readNBytes(MOST_MIB << 20);
            return JudgeCase.parse(new String(bytes, StandardCharsets.UTF_8), "standard input");
        }
        return JudgeCase.parse(InputFile.text(Path.of(file), MOST_MIB, "give one case"), file);
    }

    private ObjectNode json(Judged judged) {
        Judgement judgement = judged.judgement();
        ObjectNode json = Json.object()
                .put("method", MethodName.of(method))
                .put("classification", judged.classification())
                .put("verdict", judgement.verdict().name())
                .put("reason", judgement.reason().map(Enum::name).orElse(null));
        judged.critical().ifPresent(critical -> json.put("critical", critical));
        ObjectNode numbers = json.putObject("numbers");
        judgement.numbers().forEach(numbers::put);
        return json.put("sentence", judgement.sentence());
    }

    private void text(Judged judged) {
        Judgement judgement = judged.judgement();
        Style style = new Style(shell.colours());
        Tone tone =
                switch (judgement.verdict()) {
                    case PASS -> Tone.PASS;
                    case FAIL -> Tone.FAIL;
                    case INCONCLUSIVE, NOT_RUN -> Tone.WARN;
                };
        shell.out()
                .println(style.mark(tone) + " " + style.bold(judgement.verdict().name()) + " ("
                        + judged.classification()
                        + (judged.critical().orElse(false) ? ", critical" : "") + "): " + judgement.sentence());
        int width = judgement.numbers().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        judgement
                .numbers()
                .forEach((name, value) -> shell.out()
                        .println("  " + name + " ".repeat(width - name.length()) + "  " + Words.number(value)));
    }
}
