package io.jenkins.plugins.rolloutgate.preflight;

import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.FAIL;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.NOT_APPLICABLE;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.PASS;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.UNKNOWN;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private final World world = new World();

    @Test
    void haveNamesOfTheirOwn() {
        List<String> names = Checks.all().stream().map(Check::name).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z-]*"));
    }

    @ParameterizedTest
    @CsvSource({"v1.21.0,PASS", "v1.34.10+k3s1,PASS", "v1.20.15,FAIL", "2.0,UNKNOWN", "'',UNKNOWN"})
    void wantAnApiServerThatHasWhatIsUsed(String version, Finding.Status status) {
        world.has("version", "{'gitVersion': '" + version + "'}");

        assertThat(world.finds("api-version").status()).isEqualTo(status);
    }

    @Test
    void nameAllMissingPermissionsAtOnce() {
        world.denies("patch services").denies("get pods/proxy").denies("list deployments.apps");

        Finding finding = world.finds("permissions");

        assertThat(finding.status()).isEqualTo(FAIL);
        assertThat(finding.seen())
                .isEqualTo("3 of 23 permissions are missing in namespace shop:"
                        + " list deployments.apps; patch services; get pods/proxy");
        assertThat(finding.numbers()).containsEntry("missing", 3.0);
        assertThat(new World().finds("permissions").status()).isEqualTo(PASS);
    }

    @Test
    void countNodesThatTakePods() {
        String ready = "'status': {'allocatable': {'cpu': '4', 'memory': '8Gi'},"
                + " 'conditions': [{'type': 'Ready', 'status': 'True'}]}";
        String lost = "'status': {'conditions': [{'type': 'Ready', 'status': 'Unknown'}]}";
        String a = "{'metadata': {'name': 'a'}, " + ready + "}";
        String cordoned = "{'metadata': {'name': 'b'}, 'spec': {'unschedulable': true}, " + ready + "}";
        String gone = "{'metadata': {'name': 'c'}, " + lost + "}";

        assertThat(nodes(a))
                .isEqualTo(Finding.pass("1 of 1 nodes take pods, with 4.0 cores and 8.0 GiB")
                        .with("ready", 1)
                        .with("nodes", 1)
                        .with("cores", 4)
                        .with("memory", 8.0 * 1024 * 1024 * 1024));
        assertThat(nodes(a, cordoned, gone))
                .satisfies(finding -> assertThat(finding.status()).isEqualTo(WARN))
                .satisfies(finding ->
                        assertThat(finding.seen()).startsWith("1 of 3 nodes").endsWith("; not b, c"));
        assertThat(nodes(cordoned).status()).isEqualTo(FAIL);
        assertThat(nodes().status()).isEqualTo(FAIL);
    }

    private static Finding nodes(String... nodes) {
        return new World()
                .has("api/v1/nodes", "{'items': [" + String.join(",", nodes) + "]}")
                .finds("nodes");
    }

    @Test
    void tellWhereThereIsNoMetricsApi() {
        assertThat(world.finds("metrics-api").status()).isEqualTo(WARN);

        world.has("apis/metrics.k8s.io/v1beta1/namespaces/shop/pods", "{'items': [{}, {}]}");
        assertThat(world.finds("metrics-api").seen()).isEqualTo("the metrics API answers for 2 pods of namespace shop");
    }

    @Test
    void wantTheDeployments() {
        world.deployment("web-blue", 3, 3, "{}");

        assertThat(world.finds("deployments").status()).isEqualTo(FAIL);
        assertThat(world.finds("deployments").seen()).isEqualTo("namespace shop has no deployment web-green");
    }

    @Test
    void sayWhetherTheNamespaceIsMissingWhereItMayBeRead() {
        assertThat(world.finds("deployments"))
                .isEqualTo(Finding.fail("namespace shop does not exist", "create it, or name another"));
        assertThat(new World().denies("get namespaces").finds("deployments").seen())
                .isEqualTo("namespace shop has no deployment web-blue, web-green");
        assertThat(world.has("api/v1/namespaces/shop", "{}")
                        .finds("deployments")
                        .seen())
                .isEqualTo("namespace shop has no deployment web-blue, web-green");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "readiness | {'name': 'a', 'readinessProbe': {}} | PASS",
                "readiness | {'name': 'a'} | FAIL",
                "liveness | {'name': 'a', 'livenessProbe': {}} | PASS",
                "liveness | {'name': 'a'} | WARN",
                "requests | {'name': 'a', 'resources': {'requests': {'cpu': '1', 'memory': '1Gi'}}} | PASS",
                "requests | {'name': 'a', 'resources': {'requests': {'cpu': '1'}}} | FAIL",
                "limits | {'name': 'a', 'resources': {'limits': {'memory': '1Gi'}}} | PASS",
                "limits | {'name': 'a', 'resources': {'limits': {'cpu': '1'}}} | WARN",
                "graceful-shutdown | {'name': 'a', 'lifecycle': {'preStop': {}}} | PASS",
                "graceful-shutdown | {'name': 'a'} | WARN"
            })
    void lookAtEachContainer(String check, String container, Finding.Status status) {
        Finding finding = world.container(container).finds(check);

        assertThat(finding.status()).isEqualTo(status);
        assertThat(finding.todo().isEmpty()).isEqualTo(status == PASS);
    }

    @Test
    void nameTheContainersThatLackSomething() {
        world.deployment("web-blue", 1, 1, "{'containers': [{'name': 'a', 'readinessProbe': {}}, {'name': 'b'}]}")
                .deployment("web-green", 1, 1, "{'containers': [{'name': 'a'}]}");

        assertThat(world.finds("readiness").seen()).isEqualTo("no readiness probe in web-blue/b, web-green/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"readiness", "liveness", "requests", "limits", "graceful-shutdown", "way-back", "references"})
    void cannotBeToldOfDeploymentsThatAreNotThere(String check) {
        Finding ofNone = world.finds(check);
        world.deployment("web-blue", 3, 3, "{}");

        assertThat(ofNone)
                .isEqualTo(Finding.unknown(
                        "namespace shop has no deployment web-blue, web-green to look at",
                        "create it, or name the deployments that are there"));
        assertThat(world.finds(check).status()).isEqualTo(UNKNOWN);
        assertThat(world.finds(check).seen()).isEqualTo("namespace shop has no deployment web-green to look at");
    }

    @Test
    void failForTheDeploymentsThatAreThere() {
        world.deployment("web-blue", 3, 3, "{'containers': [{'name': 'a'}]}");

        assertThat(world.finds("readiness").status()).isEqualTo(FAIL);
    }

    @Test
    void cannotTellWhetherAQuotaHasRoomForNothing() {
        Finding withoutQuota = world.finds("quota");
        world.has("api/v1/namespaces/shop/resourcequotas", "{'items': [{}]}");

        assertThat(withoutQuota.status()).isEqualTo(UNKNOWN);
        assertThat(world.finds("quota").status()).isEqualTo(UNKNOWN);
        assertThat(world.container("{}").finds("quota").status()).isEqualTo(PASS);
    }

    @Test
    void wantOneSideThatIsWhole() {
        world.deployment("web-blue", 3, 2, "{}").deployment("web-green", 0, 0, "{}");
        assertThat(world.finds("way-back").status()).isEqualTo(FAIL);

        world.deployment("web-green", 2, 2, "{}");
        assertThat(world.finds("way-back").seen()).isEqualTo("web-green has all of its 2 replicas");
    }

    @Test
    void lookUpWhatThePodsReferTo() {
        world.deployment("web-blue", 1, 1, """
                {'serviceAccountName': 'runner',
                 'imagePullSecrets': [{'name': 'registry'}],
                 'volumes': [{'configMap': {'name': 'files'}}, {'secret': {'secretName': 'maybe', 'optional': true}},
                             {'persistentVolumeClaim': {'claimName': 'data'}}],
                 'initContainers': [{'envFrom': [{'secretRef': {'name': 'keys'}}]}],
                 'containers': [{'env': [{'valueFrom': {'configMapKeyRef': {'name': 'settings'}}}]}]}""");
        world.deployment("web-green", 0, 0, "{}");
        String all = "api/v1/namespaces/shop/";
        world.has(all + "serviceaccounts/runner", "{}")
                .has(all + "secrets/registry", "{}")
                .has(all + "configmaps/files", "{}");

        Finding finding = world.finds("references");

        assertThat(finding.status()).isEqualTo(FAIL);
        assertThat(finding.seen())
                .isEqualTo("namespace shop lacks configmap settings, persistentvolumeclaim data, secret keys");
        world.has(all + "secrets/keys", "{}")
                .has(all + "configmaps/settings", "{}")
                .has(all + "persistentvolumeclaims/data", "{}");
        assertThat(world.finds("references").seen()).isEqualTo("all 6 objects exist that the pods refer to");
    }

    @ParameterizedTest
    @CsvSource({
        "'requests.cpu': '2',     'requests.cpu': '500m', PASS",
        "'requests.cpu': '2',     'requests.cpu': '600m', FAIL",
        "'cpu': '1400m',          'cpu': '0',             FAIL",
        "'limits.memory': '2Gi',  'limits.memory': '0',   PASS",
        "'limits.memory': '1Gi',  'limits.memory': '0',   FAIL",
        "'pods': '5',             'pods': '3',            FAIL",
        "'count/secrets': '1',    'count/secrets': '1',   PASS",
    })
    void wantRoomInTheQuotaForTheNewVersionBesideTheOld(String hard, String used, Finding.Status status) {
        world.container("{'resources': {'requests': {'cpu': '500m'}, 'limits': {'memory': '512Mi'}}}");
        world.has(
                "api/v1/namespaces/shop/resourcequotas",
                "{'items': [{'metadata': {'name': 'team'}, 'status': {'hard': {" + quoted(hard) + "}, 'used': {"
                        + quoted(used) + "}}}]}");

        assertThat(world.finds("quota").status()).isEqualTo(status);
    }

    /** CSV takes the outer quotes away. */
    private static String quoted(String entry) {
        String[] parts = entry.replace("'", "").split(": ", 2);
        return "'" + parts[0].strip() + "': '" + parts[1].strip() + "'";
    }

    @Test
    void sayWhatTheQuotaLacks() {
        world.container("{'resources': {'requests': {'memory': '1Gi'}}}");
        world.has(
                "api/v1/namespaces/shop/resourcequotas",
                "{'items': [{'metadata': {'name': 'team'}, 'status': {'hard': {'requests.memory': '4Gi'},"
                        + " 'used': {'requests.memory': '2Gi'}}}]}");

        assertThat(world.finds("quota").seen())
                .isEqualTo("the quota has no room for 3 more pods:"
                        + " requests.memory of team has 2.0 GiB left, 3.0 GiB are needed");
    }

    @Test
    void readWhenCertificatesEnd() {
        String ingresses = "apis/networking.k8s.io/v1/namespaces/shop/ingresses";
        assertThat(world.finds("certificates").status()).isEqualTo(NOT_APPLICABLE);

        world.has(ingresses, "{'items': [{'spec': {'tls': [{'secretName': 'web-tls'}]}}]}");
        assertThat(world.finds("certificates").seen()).isEqualTo("secret web-tls does not exist");

        world.has("api/v1/namespaces/shop/secrets/web-tls", "{'data': {'tls.crt': 'bm9uZQ=='}}");
        assertThat(world.finds("certificates").seen()).isEqualTo("secret web-tls has no certificate that can be read");
        assertThat(world.finds("certificates").status()).isEqualTo(FAIL);
    }

    /** The certificate in shop.pem ends in the evening of 26 December 2026. */
    @ParameterizedTest
    @CsvSource({
        "2026-12-01, PASS, 1 certificates last at least 25 days",
        "2026-12-20, WARN, the certificate of web-tls ends in 6 days",
        "2027-01-06, FAIL, the certificate of web-tls ended 10 days ago"
    })
    void countTheDaysOfACertificate(LocalDate today, Finding.Status status, String seen) throws IOException {
        try (InputStream pem = ChecksTest.class.getResourceAsStream("shop.pem")) {
            String base64 = Base64.getEncoder().encodeToString(pem.readAllBytes());
            world.has("api/v1/namespaces/shop/secrets/web-tls", "{'data': {'tls.crt': '" + base64 + "'}}");
        }
        world.has(
                "apis/networking.k8s.io/v1/namespaces/shop/ingresses",
                "{'items': [{'spec': {'tls': [{'secretName': 'web-tls'}]}}]}");

        Finding finding = world.finds(
                "certificates",
                new Subject(
                        "shop",
                        List.of(),
                        false,
                        today.atStartOfDay(ZoneOffset.UTC).toInstant()));

        assertThat(finding.status()).isEqualTo(status);
        assertThat(finding.seen()).isEqualTo(seen);
    }

    @Test
    void cannotTellWhatTheServerDoesNotSay() {
        assertThat(world.finds("api-version").status()).isEqualTo(UNKNOWN);
    }
}
