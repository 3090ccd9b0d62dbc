package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Item;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class QuestionsInJenkinsTest {
    private JenkinsRule jenkins;
    private WorkflowRun run;
    private Release release;

    @BeforeEach
    void aReleaseIsDriven(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.BUILD)
                .everywhere()
                .to("builder"));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("echo 'released'", true));
        run = jenkins.buildAndAssertSuccess(job);
        release = ControllerReleases.get()
                .start(
                        run,
                        Origin.of(run, "3"),
                        Optional.empty(),
                        new VerifyArguments()
                                .objective(Map.of("objective", "error rate < 1%"))
                                .during("1h")
                                .spec(QueryCatalogue.builtIn()));
        ReleaseAction.attach(run, release.id());
    }

    @Test
    void whoMayBuildAnswersWhereNobodyIsNamed() throws Exception {
        ask(List.of());

        assertThat(decide("reader", "approve-25-1", "go")).isEqualTo(403);
        assertThat(decide(null, "approve-25-1", "go")).isEqualTo(403);
        assertThat(answered()).isEmpty();
        CompletableFuture<Event> answer = next(EventKind.ANSWERED);
        assertThat(decide("builder", "approve-25-1", "go")).isEqualTo(200);

        Event event = answer.get(30, TimeUnit.SECONDS);
        assertThat(event.actor()).isEqualTo("builder");
        assertThat(event.text("answer")).isEqualTo("go");
        assertThat(event.text("comment")).isEqualTo("looks good");
        assertThat(event.text("authentication")).startsWith("session");
    }

    @Test
    void onlyThoseWhoAreNamedAnswer() throws Exception {
        ask(List.of("alice"));

        assertThat(decide("builder", "approve-25-1", "go")).isEqualTo(403);
        CompletableFuture<Event> answer = next(EventKind.ANSWERED);
        assertThat(decide("alice", "approve-25-1", "no-go")).isEqualTo(200);

        assertThat(answer.get(30, TimeUnit.SECONDS).actor()).isEqualTo("alice");
    }

    @Test
    void anAnswerToAnotherQuestionOrOfAnotherKindIsRefused() throws Exception {
        ask(List.of());

        assertThat(decide("builder", "approve-10-1", "go")).isEqualTo(409);
        assertThat(decide("builder", "approve-25-1", "perhaps")).isEqualTo(400);
        assertThat(answered()).isEmpty();
    }

    @Test
    void nothingIsDecidedByGet() throws Exception {
        ask(List.of());

        int status = client().withBasicCredentials("builder")
                .goTo(page() + "decide?question=approve-25-1&answer=go", null)
                .getWebResponse()
                .getStatusCode();

        assertThat(status).isEqualTo(405);
        assertThat(answered()).isEmpty();
    }

    @Test
    void nothingIsDecidedWithoutACrumb() throws Exception {
        ask(List.of());
        JenkinsRule.WebClient client = client().login("builder");
        WebRequest request = new WebRequest(new URL(client.getContextPath() + page() + "decide"), HttpMethod.POST);
        request.setRequestParameters(
                List.of(new NameValuePair("question", "approve-25-1"), new NameValuePair("answer", "go")));

        assertThat(client.getPage(request).getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(answered()).isEmpty();
    }

    @Test
    void theFormIsShownOnlyToThoseWhoMayAnswer() throws Exception {
        ask(List.of("alice"));

        assertThat(formsFor("alice")).containsExactly("decide");
        assertThat(formsFor("builder")).isEmpty();
        HtmlPage page = client().withBasicCredentials("builder").goTo(page());
        assertThat(page.getWebResponse().getContentAsString()).contains("Asked of alice");
        assertThat(page.asNormalizedText()).contains("Waiting for alice");
    }

    private List<String> formsFor(String user) throws Exception {
        return client().withBasicCredentials(user).goTo(page()).getForms().stream()
                .map(HtmlForm::getNameAttribute)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void ask(List<String> from) throws Exception {
        CompletableFuture<Event> asked = next(EventKind.QUESTION);
        ObjectNode question = Json.object()
                .put("id", "approve-25-1")
                .put("text", "Go on from 25%?")
                .put("expires", "PT1H")
                .put("silence", "HOLD");
        from.forEach(question.putArray("from")::add);
        question.putArray("answers").add("go").add("no-go").add("hold");
        release.note(EventKind.QUESTION, question);
        asked.get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<Event> next(EventKind kind) {
        CompletableFuture<Event> event = new CompletableFuture<>();
        release.listen(told -> {
            if (told.kind() == kind) {
                event.complete(told);
            }
        });
        return event;
    }

    private List<Event> answered() {
        return release.events().stream()
                .filter(event -> event.kind() == EventKind.ANSWERED)
                .toList();
    }

    private String page() {
        return run.getUrl() + "rollout-gate-" + release.id() + "/";
    }

    private JenkinsRule.WebClient client() {
        return jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
    }

    private int decide(String user, String question, String answer) throws Exception {
        JenkinsRule.WebClient client = client();
        if (user != null) {
            client.login(user);
        }
        WebRequest request = new WebRequest(new URL(client.getContextPath() + page() + "decide"), HttpMethod.POST);
        request.setRequestParameters(List.of(
                new NameValuePair("question", question),
                new NameValuePair("answer", answer),
                new NameValuePair("comment", "looks good")));
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getStatusCode();
    }
}
