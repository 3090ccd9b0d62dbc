package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.run.NoCluster;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a verification refuses before it begins, and what it warns of when it does. */
class VerifyRefusalsTest {
    private static VerifyArguments verifying(String... objectives) {
        VerifyArguments arguments = new VerifyArguments().namespace("shop").application("checkout");
        for (String objective : objectives) {
            arguments.objective(Map.of("objective", objective));
        }
        return arguments;
    }

    private static VerifySpec spec(VerifyArguments arguments) {
        return arguments.spec(QueryCatalogue.builtIn());
    }

    @Test
    void aWindowThatIsNotGivenFitsIntoTheVerification() {
        assertThat(spec(verifying("error rate < 1%").during("20s")).objectives())
                .singleElement()
                .satisfies(objective -> assertThat(objective.window()).isEqualTo(Duration.ofSeconds(20)));
    }

    @Test
    void aWindowThatIsLongerThanTheVerificationIsRefused() {
        VerifyArguments arguments = verifying()
                .objective(Map.of("objective", "error rate < 1%", "window", "5m"))
                .during("1m");

        assertThatThrownBy(() -> spec(arguments))
                .hasMessage("objective 'error rate' has a window of 5 min, longer than during, 1 min: it could never be"
                        + " told; shorten the window");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Shop  | checkout | namespace 'Shop' is not a Kubernetes name
                    shop  | a"} or b | application 'a"} or b' may hold only letters, digits and . _ : / @ -, as queries are filled in with it
                    """)
    void whatWouldChangeAQueryIsRefused(String namespace, String application, String message) {
        assertThatThrownBy(() -> spec(verifying("error rate < 1%")
                        .namespace(namespace)
                        .application(application)
                        .deployment("d")
                        .service("s")))
                .hasMessage(message);
    }

    @Test
    void objectivesThatCannotHoldAreRefused() {
        assertThatThrownBy(() -> spec(verifying("throughput > 10/s", "throughput < 5/s")))
                .hasMessageContaining("can never hold together");
    }

    @Test
    void objectivesThatContradictEachOtherArePointedOutInTheRecord() throws Exception {
        VerifySpec spec = spec(verifying("error rate < 4%", "availability > 99.9%"));
        Event started = new Event(
                1, Instant.EPOCH, "ann", EventKind.STARTED, Json.object().set("spec", Json.tree(spec)), "");

        Action first = spec.strategy()
                .next(ReleaseState.of(List.of(started)), NoCluster.INSTANCE.observe(spec.targets()), Instant.EPOCH);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Action.Note.class,
                        note -> assertThat(note.data().path("warnings").path(0).asText())
                                .startsWith("'error rate < 4%' never decides beside 'availability > 99.9%'"));
    }
}
