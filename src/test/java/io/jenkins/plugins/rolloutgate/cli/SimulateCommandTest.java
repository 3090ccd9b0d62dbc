package io.jenkins.plugins.rolloutgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
    private static final String CANARY = """
            canary:
              application: web
              image: web:2
              router: httpRoute
              phases: '10%:10m, 50%:10m, 100%:5m'
              objectives: ['error rate < 1%', {objective: 'p95 < 500 ms', severity: investigate}]
            """;

    @TempDir
    private Path home;

    private Command command;

    @BeforeEach
    void open() {
        command = Command.in(home);
    }

    private Result simulate(String plan, String... more) throws IOException {
        Path file = Files.writeString(home.resolve("plan.yaml"), plan);
        return command.run(List.of("simulate", file.toString()), more);
    }

    private JsonNode json(String behaviour) throws IOException {
        Result result = simulate(CANARY + behaviour, "-o", "json");
        assertThat(result.err()).isEmpty();
        return result.json();
    }

    private static List<String> kinds(JsonNode json, String kind) {
        List<String> texts = new ArrayList<>();
        for (JsonNode decision : json.get("decisions")) {
            if (decision.get("kind").asText().equals(kind)) {
                texts.add(decision.get("text").asText());
            }
        }
        return texts;
    }

    @Test
    void aHealthyVersionIsPromotedInTheTimeOfItsHolds() throws IOException {
        JsonNode json = json("");

        assertThat(json.get("outcome").asText()).isEqualTo("PROMOTED");
        assertThat(kinds(json, "passed"))
                .containsExactly("10% passed by time", "50% passed by time", "100% passed by time");
        assertThat(json.get("seconds").asDouble()).isBetween(25 * 60.0, 28 * 60.0);
    }

    @Test
    void aVersionThatFailsFromAShareOnIsCaughtThere() throws IOException {
        Result result = simulate(CANARY + "behaviour: {canary: {later: [{share: 50%, errors: 10%}]}}");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out())
                .startsWith("simulated: web:2 of web, seed 1\n")
                .contains(
                        " 10%  ✔ 10% passed by time\n",
                        " 50%  ✘ rollback: error rate: ", "✘ ROLLED BACK: the traffic is back on web:old")
                .doesNotContain("50% passed");
    }

    @Test
    void anErrorThatBeginsLaterIsCaughtAfterThat() throws IOException {
        JsonNode json = json("behaviour: {canary: {later: [{after: 7m, errors: 30%}]}}");

        assertThat(json.get("outcome").asText()).isEqualTo("ROLLED_BACK");
        assertThat(json.get("seconds").asDouble()).isBetween(7 * 60.0, 10 * 60.0);
    }

    @Test
    void aCrashRollsBackThoughNoObjectiveHasSeenIt() throws IOException {
        JsonNode json = json("behaviour: {canary: {later: [{share: 10%, after: 5m, crash: true}]}}");

        assertThat(json.get("outcome").asText()).isEqualTo("ROLLED_BACK");
        assertThat(json.get("reason").asText())
                .startsWith("the canary does not stand: pod ")
                .contains("crashed 2 times");
        assertThat(json.get("seconds").asDouble()).isBetween(5 * 60.0, 6 * 60.0);
    }

    @Test
    void aSourceThatIsDownHoldsAndDoesNotRollBack() throws IOException {
        JsonNode json = json("behaviour: {sourceDown: 9m..20m}");

        assertThat(json.get("outcome").asText()).isEqualTo("PROMOTED");
        assertThat(kinds(json, "question"))
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).startsWith("Go on from 10%? an objective cannot be told"));
        assertThat(kinds(json, "withdrawn")).hasSize(1);
    }

    @Test
    void whoeverDoesNotAnswerIsWaitedForAndThenTheReleaseIsHeld() throws IOException {
        Result result = simulate(CANARY + "behaviour: {canary: {p95: 900 ms}}", "-o", "json");

        assertThat(result.code()).isEqualTo(ExitCode.HELD);
        assertThat(result.json().get("outcome").asText()).isEqualTo("HELD");
        assertThat(result.json().get("seconds").asDouble()).isGreaterThan(3600);
    }

    @ParameterizedTest
    @CsvSource({"no-go, ROLLED_BACK", "go, PROMOTED"})
    void peopleAnswerAsDescribed(String answer, String outcome) throws IOException {
        JsonNode json = json("behaviour: {canary: {p95: 900 ms}, people: {answer: " + answer + ", after: 3m}}");

        assertThat(json.get("outcome").asText()).isEqualTo(outcome);
        assertThat(kinds(json, "answer")).contains("somebody answered " + answer);
    }

    @ParameterizedTest
    @CsvSource({"replicas", "virtualService"})
    void everyRouterCanBeSimulated(String router) throws IOException {
        String plan = CANARY.replace("httpRoute", router).replace("phases:", "tolerance: 20\n  phases:");

        Result result = simulate(plan + "behaviour: {replicas: 9}");

        assertThat(result.out()).contains("✔ PROMOTED: ");
        assertThat(result.code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void theSameSeedGivesTheSameAndAnotherOneOtherRequests() throws IOException {
        String plan = CANARY + "behaviour: {canary: {errors: 0.8%}}";

        String first = simulate(plan).out();

        assertThat(simulate(plan).out()).isEqualTo(first);
        assertThat(simulate(plan, "--seed", "2").out())
                .isNotEqualTo(first)
                .startsWith("simulated: web:2 of web, seed 2\n");
    }

    @Test
    void theReportOfTheReleaseThatWasSimulatedIsWritten() throws IOException {
        Path html = home.resolve("report.html");

        simulate(CANARY, "--html", html.toString());

        assertThat(html).content().startsWith("<!DOCTYPE html>").contains("Canary 50");
    }

    @Test
    void theExampleOfTheDocumentsIsRolledBack() {
        Result result = command.run("simulate", "docs/examples/canary-plan.yaml");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void indicatorsBeyondTheUsualAreDescribedByTheirNames() throws IOException {
        String plan =
                CANARY.replace("'error rate < 1%'", "'cpu < 70%', {objective: 'lost orders < 1%', bad: x, total: y}");

        Result healthy = simulate(plan + "behaviour: {stable: {values: {cpu: 40%, lost orders: 0.1%}}}");
        Result hot = simulate(plan + "behaviour: {stable: {values: {cpu: 40%, lost orders: 0.1%}},"
                + " canary: {values: {cpu: 90%}}}");

        assertThat(healthy.code()).isEqualTo(ExitCode.DONE);
        assertThat(hot.out()).contains("rollback: cpu is 90 %");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            phases: 1                                        | phases is unknown: there are behaviour, canary, seed
            behaviour: {}                                    | canary is missing: write the arguments of the canary below it
            canary: {image: 'web:2', phase: '10%:1m'}        | canary.phase is unknown: there are application, body,
            canary: {application: web, image: 'a:1', phases: '10%:5m', objectives: ['cpu < 1%']} | objective 'cpu < 1%' is about cpu, which is not described: add it below behaviour.stable.values
            canary: {application: web, image: 'a:1', phases: '10%:5m', objectives: ['p95 <= monday + 5%']} | is relative to baseline monday, which is not simulated
            """)
    void whatIsWrongInAPlanIsSaidInOneLine(String plan, String message) throws IOException {
        Result result = simulate(plan);

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).startsWith("rollout-gate: ").contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {requests: fast}                             | behaviour.requests: 'fast' is no number: write one such as 0.5%, 400 ms or 300Mi
            {requests: 5}                                | behaviour.requests must be written like 100/s, not '5'
            {replicas: 0}                                | behaviour.replicas must be a whole number from 1, not '0'
            {canary: {errors: 120%}}                     | behaviour.canary.errors must be written like 0.5%, not '120%'
            {canary: {later: [{errors: 3%}]}}            | behaviour.canary.later[0].share must be given, or after: when does it change, not 'nothing'
            {canary: {p50: 2 s, p95: 1 s}}               | behaviour.canary.p95 must be more than p50, and both more than 0, not '1 s'
            {sourceDown: 5m}                             | behaviour.sourceDown must be written like 10m..20m, not '5m'
            {sourceDown: 5m..4m}                         | behaviour.sourceDown '5m..4m' must end after it begins
            {people: {answer: maybe}}                    | behaviour.people.answer must be go, no-go or hold, or left out when nobody answers, not 'maybe'
            """)
    void whatIsWrongInABehaviourIsSaidInOneLine(String behaviour, String message) throws IOException {
        Result result = simulate(CANARY + "behaviour: " + behaviour);

        assertThat(result.code()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(result.err()).isEqualTo("rollout-gate: " + home.resolve("plan.yaml") + ": " + message + "\n");
    }

    @Test
    void aPlanThatIsNotThereIsWrongUse() {
        assertThat(command.run("simulate", "nowhere.yaml").code()).isEqualTo(ExitCode.WRONG_USE);
    }
}
