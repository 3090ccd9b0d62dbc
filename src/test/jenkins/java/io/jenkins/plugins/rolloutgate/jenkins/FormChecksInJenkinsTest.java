package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may ask what of the web methods that check and fill forms. */
@WithJenkins
class FormChecksInJenkinsTest {
    private static final List<Class<?>> FORMS = List.of(
            BlueGreenDeployStep.class,
            BlueGreenDeployWithTestsStep.class,
            BlueGreenRollbackStep.class,
            CanaryRolloutStep.class,
            CanaryRolloutWithBodyStep.class,
            VerifySloStep.class,
            CaptureBaselineStep.class,
            StepObjective.class,
            MetricServer.class,
            NamedQuery.class,
            KubernetesCluster.class,
            FolderAllowance.class,
            Probe.class);

    private JenkinsRule jenkins;
    private JenkinsRule.WebClient admin;
    private JenkinsRule.WebClient dev;

    @BeforeEach
    void somebodyMayConfigureJobsAndSomebodyAll(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("dev"));
        KubernetesCluster cluster = new KubernetesCluster("secret-cluster");
        cluster.setAllowances(List.of(new FolderAllowance("*", "*")));
        RolloutGateConfiguration.get().setClusters(List.of(cluster));
        admin = client("admin");
        dev = client("dev");
    }

    private JenkinsRule.WebClient client(String user) {
        return jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withBasicCredentials(user);
    }

    @Test
    void nothingIsAnsweredToGet() throws Exception {
        for (String method : methods("(Check|Fill|Test).*")) {
            WebRequest request = new WebRequest(new URL(admin.getContextPath() + method), HttpMethod.GET);

            assertThat(admin.loadWebResponse(request).getStatusCode())
                    .as(method)
                    .isIn(404, 405);
        }
    }

    @Test
    void nothingIsAnsweredWithoutACrumb() throws Exception {
        for (String method : methods("(Check|Fill|Test).*")) {
            WebRequest request = new WebRequest(new URL(admin.getContextPath() + method), HttpMethod.POST);

            assertThat(admin.loadWebResponse(request).getStatusCode())
                    .as(method)
                    .isEqualTo(403);
        }
    }

    @Test
    void checksTellAnAdministratorAndNobodyElse() throws Exception {
        List<String> told = new ArrayList<>();
        for (String method : methods("(Check|Test).*")) {
            assertThat(post(dev, method).getContentAsString()).as(method).isEqualTo("<div/>");
            if (post(admin, method).getContentAsString().contains("class=\"error\"")) {
                told.add(method);
            }
        }

        assertThat(told)
                .anyMatch(method -> method.contains("checkTimeout"))
                .anyMatch(method -> method.contains("checkUrl"));
    }

    @Test
    void clustersAreListedToAnAdministratorAndNobodyElse() throws Exception {
        for (String method : methods("FillCluster.*")) {
            assertThat(post(dev, method).getContentAsString()).as(method).doesNotContain("secret-cluster");
            assertThat(post(admin, method).getContentAsString()).as(method).contains("secret-cluster");
        }
    }

    private List<String> methods(String names) {
        List<String> methods = FORMS.stream()
                .flatMap(form -> Arrays.stream(jenkins.jenkins
                                .getDescriptor(form.getName())
                                .getClass()
                                .getMethods())
                        .map(method -> method.getName())
                        .filter(name -> name.matches("do" + names))
                        .map(name -> "descriptorByName/" + form.getName() + "/" + Character.toLowerCase(name.charAt(2))
                                + name.substring(3)))
                .distinct()
                .toList();
        assertThat(methods).isNotEmpty();
        return methods;
    }

    private WebResponse post(JenkinsRule.WebClient client, String method) throws Exception {
        WebRequest request = new WebRequest(new URL(client.getContextPath() + method), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("value", "no such thing")));
        client.addCrumb(request);
        return client.loadWebResponse(request);
    }
}
