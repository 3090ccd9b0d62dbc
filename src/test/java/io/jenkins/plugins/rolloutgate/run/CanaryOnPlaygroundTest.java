package io.jenkins.plugins.rolloutgate.run;

import static io.jenkins.plugins.rolloutgate.run.PlaygroundCanaries.NAMESPACE;
import static io.jenkins.plugins.rolloutgate.run.PlaygroundCanaries.await;
import static io.jenkins.plugins.rolloutgate.run.PlaygroundCanaries.end;
import static io.jenkins.plugins.rolloutgate.run.PlaygroundCanaries.story;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.playground.CanaryApp;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.strategy.CanaryArguments;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole canaries with real requests and measurements, on the cluster inside this process. */
class CanaryOnPlaygroundTest {
    @TempDir
    Path folder;

    private PlaygroundCanaries canaries;

    @BeforeEach
    void start() {
        canaries = new PlaygroundCanaries(folder);
    }

    @AfterEach
    void stop() {
        canaries.close();
    }

    private Release release(CanaryApp app, CanaryArguments arguments) throws Exception {
        return canaries.start(app, arguments, canaries.playground().prometheus().url());
    }

    @Test
    void aHealthyCanaryIsPromotedByReplicas() throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1");

        Release release = release(app, canaries.canary("web:2", "replicas").objective("error rate < 5%"));

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.PROMOTED);
        Observation after = canaries.seen(release);
        assertThat(after.deployment("web-stable").orElseThrow().image("")).isEqualTo("web:2");
        assertThat(after.deployment("web-canary").orElseThrow().desired()).isZero();
        assertThat(after.service("web-active").orElseThrow().selector()).doesNotContainKey("version");
        assertThat(release.events().stream().filter(event -> event.kind() == EventKind.PHASE_PASSED))
                .extracting(event -> event.data().path("percent").asInt())
                .containsExactly(25, 50, 100);
    }

    @Test
    void aHealthyCanaryIsPromotedByAnHttpRoute() throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1").withRouting(CanaryApp.Routing.HTTP_ROUTE);

        Release release = release(app, canaries.canary("web:2", "httpRoute").objective("error rate < 5%"));

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.PROMOTED);
        assertThat(canaries.seen(release).route().orElseThrow().share("web-stable"))
                .isEqualTo(100);
    }

    @Test
    void aCanaryWithErrorsIsTakenBack() throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1").withRouting(CanaryApp.Routing.HTTP_ROUTE);

        Release release =
                release(app, canaries.canary("web:errors-50", "httpRoute").objective("error rate < 5%"));

        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end(release).reason()).contains("error rate");
        Observation after = canaries.seen(release);
        assertThat(after.route().orElseThrow().share("web-canary")).isZero();
        assertThat(after.deployment("web-stable").orElseThrow().image("")).isEqualTo("web:1");
    }

    @Test
    void aSourceThatDoesNotAnswerHoldsUntilSomebodySaysNo() throws Exception {
        CanaryApp app = new CanaryApp(NAMESPACE, "web", "web:1");
        canaries.playground().prometheus().kill();

        Release release = release(app, canaries.canary("web:2", "replicas").objective("error rate < 5%"));
        String question = await(release, EventKind.QUESTION, asked -> true).text("id");
        boolean decided = release.events().stream().anyMatch(event -> event.kind() == EventKind.DECISION);
        release.decide("jana", "test", question, "no-go", "not blind");

        assertThat(decided).isFalse();
        assertThat(end(release).outcome()).as(story(release)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end(release).reason()).contains("no-go by jana: not blind");
    }
}
