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
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlInput;
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
    void keepsMetricSourcesAndQueriesWhenTheFormIsSavedUnchanged(JenkinsRule jenkins) throws Exception {
        RolloutGateConfiguration configuration = RolloutGateConfiguration.get();
        MetricServer server = new MetricServer("numbers", "json", "https://numbers.example");
        server.setFolders("team/shop\nops");
        NamedQuery query = new NamedQuery("queue");
        query.setSource("numbers");
        query.setQuery("$.queue");
        configuration.setMetricSources(List.of(server));
        configuration.setQueries(List.of(query));

        jenkins.configRoundtrip();

        assertThat(configuration.getMetricSources()).usingRecursiveComparison().isEqualTo(List.of(server));
        assertThat(configuration.getQueries()).usingRecursiveComparison().isEqualTo(List.of(query));
    }

    @Test
    void readsMetricSourcesAndQueriesFromCode(JenkinsRule jenkins) throws Exception {
        String yaml = """
                unclassified:
                  rolloutGate:
                    metricSources:
                      - name: prometheus
                        kind: prometheus
                        url: https://prometheus.example
                        credentialsId: prometheus-token
                        folders: team/shop
                    queries:
                      - name: failed orders
                        bad: orders_failed
                        total: orders
                """;

        ConfigurationAsCode.get().configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(UTF_8))));

        AllowedSources sources = AllowedSources.in("team/shop");
        assertThat(sources.servers()).extracting(MetricServer::getUrl).containsExactly("https://prometheus.example");
        assertThat(sources.catalogue("").find("failed orders")).isPresent();
        assertThat(AllowedSources.in("team/other").servers()).isEmpty();
    }

    @Test
    void keepsTheLimitsOfReleasesWhenTheFormIsSavedUnchanged(JenkinsRule jenkins) throws Exception {
        RolloutGateConfiguration configuration = RolloutGateConfiguration.get();
        assertThat(configuration.retention()).isEqualTo(new Retention(RolloutGateConfiguration.KEEP_DAYS, 0));
        configuration.setKeepReleasesDays(90);
        configuration.setKeepReleasesCount(500);

        jenkins.configRoundtrip();

        assertThat(configuration.retention()).isEqualTo(new Retention(90, 500));
    }

    @Test
    void keepsAllReleasesWhenAFieldIsEmptiedAndAlsoAfterARestart(JenkinsRule jenkins) throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo("configure");
        HtmlInput days = page.getFormByName("config").getInputByName("_.keepReleasesDays");

        days.setValue("");
        jenkins.submit(page.getFormByName("config"));

        assertThat(RolloutGateConfiguration.get().retention()).isEqualTo(new Retention(0, 0));
        assertThat(new RolloutGateConfiguration().retention()).isEqualTo(new Retention(0, 0));
    }

    @Test
    void readsFromCodeWhatItHasWrittenAsCode(JenkinsRule jenkins) throws Exception {
        RolloutGateConfiguration configuration = RolloutGateConfiguration.get();
        KubernetesCluster cluster = new KubernetesCluster("production");
        cluster.setServerUrl("https://10.0.0.1:6443");
        cluster.setCredentialsId("deployer");
        cluster.setAllowances(List.of(new FolderAllowance("team/shop", "shop shop-staging")));
        configuration.setClusters(List.of(cluster));
        configuration.setKeepReleasesDays(0);
        configuration.setKeepReleasesCount(500);
        MetricServer server = new MetricServer("prometheus", "prometheus", "https://prometheus.example");
        server.setCredentialsId("prometheus-token");
        server.setFolders("team/shop\nops");
        configuration.setMetricSources(List.of(server));
        NamedQuery query = new NamedQuery("failed orders");
        query.setBad("sum(orders_total{state=\"failed\",namespace=\"{{namespace}}\"})");
        query.setTotal("sum(orders_total)");
        configuration.setQueries(List.of(query));
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        configuration.setClusters(List.of());
        configuration.setKeepReleasesDays(7);
        configuration.setKeepReleasesCount(7);
        configuration.setMetricSources(List.of());
        configuration.setQueries(List.of());

        String ours = ours(exported.toString(UTF_8));
        ConfigurationAsCode.get().configureWith(YamlSource.of(new ByteArrayInputStream(ours.getBytes(UTF_8))));

        assertThat(configuration.getClusters()).usingRecursiveComparison().isEqualTo(List.of(cluster));
        assertThat(configuration.getMetricSources()).usingRecursiveComparison().isEqualTo(List.of(server));
        assertThat(configuration.getQueries()).usingRecursiveComparison().isEqualTo(List.of(query));
        assertThat(configuration.retention()).isEqualTo(new Retention(0, 500));
    }

    /** Not all that other parts of Jenkins write can they read. */
    private static String ours(String exported) {
        String ours = exported.lines()
                .dropWhile(line -> !line.equals("  rolloutGate:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n"));
        assertThat(ours).contains("production", "keepReleasesDays: 0");
        return "unclassified:\n  rolloutGate:\n" + ours + "\n";
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
        MetricServer.DescriptorImpl sources = jenkins.jenkins.getDescriptorByType(MetricServer.DescriptorImpl.class);

        try (ACLContext context = ACL.as2(User.getOrCreateByIdOrFullName("dev").impersonate2())) {
            assertThat(form.doCheckServerUrl("http://plain", false).kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doFillCredentialsIdItems("", "current")).hasSize(1);
            assertThat(sources.doCheckUrl("nowhere", "").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(sources.doFillCredentialsIdItems("", "current")).hasSize(1);
            assertThat(sources.doTestConnection("numbers", "json", "nowhere", "", "").kind)
                    .isEqualTo(FormValidation.Kind.OK);
        }
        assertThat(sources.doCheckUrl("nowhere", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckServerUrl("http://plain", false).kind).isEqualTo(FormValidation.Kind.ERROR);
    }
}
