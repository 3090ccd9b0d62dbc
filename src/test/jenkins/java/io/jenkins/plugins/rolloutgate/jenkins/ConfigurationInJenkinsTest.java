package io.jenkins.plugins.rolloutgate.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import java.io.ByteArrayInputStream;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigurationInJenkinsTest {

    @Test
    void keepsTheClustersWhenTheFormIsSavedUnchanged(JenkinsRule jenkins) throws Exception {
        RolloutGateConfiguration configuration = RolloutGateConfiguration.get();
        KubernetesCluster cluster = new KubernetesCluster("production");
        cluster.setServerUrl("https://10.0.0.1:6443");
        cluster.setAllowances(List.of(new FolderAllowance("team/shop", "shop shop-staging")));
        configuration.setClusters(List.of(cluster));

        jenkins.configRoundtrip();

        assertThat(configuration.getClusters()).usingRecursiveComparison().isEqualTo(List.of(cluster));
    }

    @Test
    void forgetsTheLastClusterWhenTheFormNoLongerHasIt(JenkinsRule jenkins) throws Exception {
        RolloutGateConfiguration configuration = RolloutGateConfiguration.get();
        configuration.setClusters(List.of(new KubernetesCluster("production")));
        HtmlPage page = jenkins.createWebClient().goTo("configure");

        page.getByXPath("//div[contains(@class, 'repeated-chunk')][.//input[@name = '_.serverUrl']]")
                .forEach(cluster -> ((DomNode) cluster).remove());
        jenkins.submit(page.getFormByName("config"));

        assertThat(configuration.getClusters()).isEmpty();
    }

    @Test
    void readsClustersFromCode(JenkinsRule jenkins) throws Exception {
        String yaml = """
                unclassified:
                  rolloutGate:
                    clusters:
                      - name: production
                        serverUrl: https://10.0.0.1:6443
                        credentialsId: deployer
                        allowances:
                          - folder: team/shop
                            namespaces: shop shop-staging
                      - name: here
                        inCluster: true
                """;

        ConfigurationAsCode.get().configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(UTF_8))));

        assertThat(RolloutGateConfiguration.get().cluster("production"))
                .hasValueSatisfying(cluster ->
                        assertThat(cluster.mayUse("team/shop", "shop")).isTrue());
        assertThat(RolloutGateConfiguration.get().cluster("here"))
                .hasValueSatisfying(cluster -> assertThat(cluster.isInCluster()).isTrue());
    }

    @Test
    @SuppressWarnings("try")
    void answersFormChecksOnlyToAdministrators(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.CONFIGURE)
                .everywhere()
                .to("dev"));
        KubernetesCluster.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(KubernetesCluster.DescriptorImpl.class);

        try (ACLContext context = ACL.as2(User.getOrCreateByIdOrFullName("dev").impersonate2())) {
            assertThat(form.doCheckServerUrl("http://plain", false).kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doFillCredentialsIdItems("", "current")).hasSize(1);
        }
        assertThat(form.doCheckServerUrl("http://plain", false).kind).isEqualTo(FormValidation.Kind.ERROR);
    }
}
