package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** From what the Snippet Generator's form sends, through the step, to the snippet: one argument after another. */
@WithJenkins
class SnippetsInJenkinsTest {
    private static final Map<String, Object> PROBE = Map.of("path", "/live", "status", "204", "port", "8081");

    private static final Argument OBJECTIVES = new Argument(
            List.of(Map.of("objective", "p95 < 400 ms", "severity", "investigate"), Map.of("objective", "cpu < 70%")),
            "[[objective: 'p95 < 400 ms', severity: 'investigate'], [objective: 'cpu < 70%']]");

    /** What an argument is in the form, and in the snippet. */
    private record Argument(Object form, String snippet) {
        static Argument text(String value) {
            return new Argument(value, "'" + value + "'");
        }

        static Argument yes() {
            return new Argument(true, "true");
        }
    }

    private static Map<String, Argument> common() {
        Map<String, Argument> arguments = new TreeMap<>();
        arguments.put("cluster", Argument.text("east"));
        arguments.put("application", Argument.text("shop"));
        arguments.put("blue", Argument.text("shop-a"));
        arguments.put("green", Argument.text("shop-b"));
        arguments.put("service", Argument.text("shop-live"));
        arguments.put("replicas", new Argument("4", "4"));
        arguments.put("timeout", Argument.text("10m"));
        arguments.put("probe", new Argument(PROBE, "[path: '/live', port: '8081', status: 204]"));
        arguments.put("noProbe", Argument.yes());
        arguments.put("watch", Argument.text("1m"));
        arguments.put("drain", Argument.text("20s"));
        arguments.put("scaleDownDelay", Argument.text("2m"));
        arguments.put("idleCounter", Argument.text("/served"));
        arguments.put("plan", Argument.yes());
        return arguments;
    }

    private static Map<String, Argument> deploy() {
        Map<String, Argument> arguments = common();
        arguments.put("previewService", Argument.text("shop-next"));
        arguments.put("container", Argument.text("web"));
        arguments.put("onFailure", Argument.text("hold"));
        arguments.put("force", Argument.yes());
        arguments.put("allowTemplateDifferences", Argument.yes());
        return arguments;
    }

    @Test
    void bringsEveryArgumentOfADeploymentFromTheFormIntoTheSnippet(JenkinsRule jenkins) throws Exception {
        assertEachArgument(jenkins, BlueGreenDeployStep.class, "blueGreenDeploy", required(), deploy());
    }

    @Test
    void bringsEveryArgumentOfADeploymentWithTestsFromTheFormIntoTheSnippet(JenkinsRule jenkins) throws Exception {
        assertEachArgument(jenkins, BlueGreenDeployWithTestsStep.class, "blueGreenDeploy", required(), deploy());
    }

    @Test
    void bringsEveryArgumentOfARollbackFromTheFormIntoTheSnippet(JenkinsRule jenkins) throws Exception {
        assertEachArgument(
                jenkins, BlueGreenRollbackStep.class, "blueGreenRollback", Map.of("namespace", "shop"), common());
    }

    @Test
    void bringsEveryArgumentOfACanaryFromTheFormIntoTheSnippet(JenkinsRule jenkins) throws Exception {
        assertEachArgument(jenkins, CanaryRolloutStep.class, "canaryRollout", required(), canary());
    }

    @Test
    void bringsEveryArgumentOfACanaryWithABlockFromTheFormIntoTheSnippet(JenkinsRule jenkins) throws Exception {
        assertEachArgument(jenkins, CanaryRolloutWithBodyStep.class, "canaryRollout", required(), canary());
    }

    private static Map<String, Argument> canary() {
        Map<String, Argument> arguments = new TreeMap<>();
        arguments.put("allowTemplateDifferences", Argument.yes());
        arguments.put("application", Argument.text("shop"));
        arguments.put("canary", Argument.text("shop-next"));
        arguments.put("canaryService", Argument.text("shop-next"));
        arguments.put("cluster", Argument.text("east"));
        arguments.put("container", Argument.text("web"));
        arguments.put("every", Argument.text("10s"));
        arguments.put("expires", Argument.text("2h"));
        arguments.put("force", Argument.yes());
        arguments.put("from", Argument.text("ops"));
        arguments.put("interval", Argument.text("60"));
        arguments.put("noProbe", Argument.yes());
        arguments.put("objectives", OBJECTIVES);
        arguments.put("onFailure", Argument.text("hold"));
        arguments.put("openSlo", Argument.text("kind: SLO"));
        arguments.put("phases", Argument.text("10%:15m"));
        arguments.put("plan", Argument.yes());
        arguments.put("probe", new Argument(PROBE, "[path: '/live', port: '8081', status: 204]"));
        arguments.put("release", Argument.text("shop-1"));
        arguments.put("route", Argument.text("shop-route"));
        arguments.put("router", Argument.text("httpRoute"));
        arguments.put("scaleDownDelay", Argument.text("2m"));
        arguments.put("service", Argument.text("shop-live"));
        arguments.put("silence", Argument.text("rollback"));
        arguments.put("source", Argument.text("thanos"));
        arguments.put("stable", Argument.text("shop-old"));
        arguments.put("stableService", Argument.text("shop-old"));
        arguments.put("timeout", Argument.text("2h"));
        arguments.put("tolerance", Argument.text("7.5"));
        arguments.put("until", Argument.text("25%"));
        return arguments;
    }

    @Test
    void bringsEveryArgumentOfAVerificationFromTheFormIntoTheSnippet(JenkinsRule jenkins) throws Exception {
        Map<String, Argument> arguments = measuring();
        arguments.put("onFailure", Argument.text("unstable"));
        assertEachArgument(
                jenkins,
                VerifySloStep.class,
                "verifySlo",
                Map.of("namespace", "shop", "objectives", OBJECTIVES.form()),
                arguments);
    }

    @Test
    void bringsEveryArgumentOfABaselineFromTheFormIntoTheSnippet(JenkinsRule jenkins) throws Exception {
        Map<String, Argument> arguments = measuring();
        arguments.put("metrics", Argument.text("memory"));
        arguments.put("objectives", OBJECTIVES);
        assertEachArgument(
                jenkins,
                CaptureBaselineStep.class,
                "captureBaseline",
                Map.of("namespace", "shop", "name", "monday"),
                arguments);
    }

    private static Map<String, Argument> measuring() {
        Map<String, Argument> arguments = new TreeMap<>();
        arguments.put("application", Argument.text("shop"));
        arguments.put("cluster", Argument.text("east"));
        arguments.put("deployment", Argument.text("shop-live"));
        arguments.put("during", Argument.text("24h"));
        arguments.put("every", Argument.text("15m"));
        arguments.put("openSlo", Argument.text("kind: SLO"));
        arguments.put("service", Argument.text("shop-live"));
        arguments.put("source", Argument.text("thanos"));
        return arguments;
    }

    @Test
    void helpsWithEveryArgument(JenkinsRule jenkins) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        for (Class<?> type : List.of(
                BlueGreenDeployStep.class,
                BlueGreenDeployWithTestsStep.class,
                BlueGreenRollbackStep.class,
                CanaryRolloutStep.class,
                CanaryRolloutWithBodyStep.class,
                VerifySloStep.class,
                CaptureBaselineStep.class,
                StepObjective.class,
                Probe.class,
                KubernetesCluster.class,
                FolderAllowance.class,
                MetricServer.class,
                NamedQuery.class)) {
            for (DescribableParameter parameter : DescribableModel.of(type).getParameters()) {
                String help = "descriptor/" + type.getName() + "/help/" + parameter.getName();

                assertThat(client.goTo(help).asNormalizedText()).as(help).isNotBlank();
            }
        }
    }

    private static Map<String, Object> required() {
        return Map.of("namespace", "shop", "image", "shop:2");
    }

    private static void assertEachArgument(
            JenkinsRule jenkins,
            Class<? extends Step> type,
            String function,
            Map<String, ?> required,
            Map<String, Argument> optional)
            throws Exception {
        assertThat(DescribableModel.of(type).getParameters().stream().map(DescribableParameter::getName))
                .as("an argument without an example here")
                .allMatch(name -> required.containsKey(name) || optional.containsKey(name));
        for (Map.Entry<String, Argument> argument : optional.entrySet()) {
            JSONObject form = new JSONObject();
            form.put("stapler-class", type.getName());
            form.put("$class", type.getName());
            form.putAll(required);
            form.put(argument.getKey(), argument.getValue().form());

            String snippet = snippet(jenkins, form);

            assertThat(snippet)
                    .as(argument.getKey())
                    .startsWith(function)
                    .contains("namespace: 'shop'")
                    .contains(argument.getKey() + ": " + argument.getValue().snippet());
            // Nothing but what was given: each comma ends an argument, or is inside of the probe.
            assertThat(snippet.replaceAll("\\[.*]", "").chars().filter(letter -> letter == ','))
                    .as(snippet)
                    .hasSize(required.size());
        }
    }

    private static String snippet(JenkinsRule jenkins, JSONObject form) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        WebRequest request =
                new WebRequest(client.createCrumbedUrl(Snippetizer.ACTION_URL + "/generateSnippet"), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("json", form.toString())));
        return client.getPage(request).getWebResponse().getContentAsString();
    }
}
