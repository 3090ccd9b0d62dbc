package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

class ShellWordsTest {
    private static CommandSpec command(String name) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return RolloutGate.commandLine(new Shell(nowhere, nowhere, Map.of(), false, handler -> () -> {}))
                .getSubcommands()
                .get(name)
                .getCommandSpec();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blue-green | nothing to release; allow it with force                | nothing to release; allow it with --force
            blue-green | create it, or name the Deployments with blue and green | create it, or name the Deployments with --blue and --green
            blue-green | create it, or name the active Service with service     | create it, or name the active Service with --service
            blue-green | create it, or leave previewService out                 | create it, or leave --preview-service out
            rollback   | create it, or name another with namespace              | create it, or name another with --namespace
            canary     | allow it with allowTemplateDifferences                 | allow it with --allow-template-differences
            canary     | name it with stableService and canaryService           | name it with --stable-service and --canary-service
            canary     | allow it with tolerance: 20, or share by an HTTPRoute  | allow it with --tolerance 20, or share by an HTTPRoute
            """)
    void namesTheOptionsOfTheCommandForArgumentsOfAPipeline(String command, String message, String said) {
        assertThat(ShellWords.options(message, command(command))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "recover,allow it with force",
        "blue-green,it publishes publishNotReadyAddresses",
        "canary,autoscaler web keeps minReplicas at 3 with force"
    })
    void leavesWordsAloneThatAreNoOptions(String command, String message) {
        assertThat(ShellWords.options(message, command(command))).isEqualTo(message);
    }

    @Test
    void namesTheCommandsThatDoWhatStepsDo() {
        assertThat(ShellWords.steps("create one, such as with hpaConfigure"))
                .isEqualTo("create one, such as with rollout-gate hpa");
        assertThat(ShellWords.steps("merge them, such as with hpaConfigure and adopt: true"))
                .isEqualTo("merge them, such as with rollout-gate hpa and --adopt");
        assertThat(ShellWords.steps("adopt: true merges them")).isEqualTo("--adopt merges them");
        assertThat(ShellWords.steps("not for a step: ask with signOff"))
                .isEqualTo("not for a step: ask with rollout-gate checklist ask");
    }
}
