package io.jenkins.plugins.rolloutgate.preflight.infrastructure;

import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.FAIL;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.NOT_APPLICABLE;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.PASS;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.UNKNOWN;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.manifest.Manifest;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.World;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On what {@code rollout-gate init} writes, as it is and with one thing broken. */
class InfrastructureTest {
    private static final Path STARTER = Path.of("src/main/resources/io/jenkins/plugins/rolloutgate/cli/starter");

    private static final String WORKS =
            "\"status\": {\"conditions\": [{\"type\": \"AbleToScale\", \"status\": \"True\"},"
                    + " {\"type\": \"ScalingActive\", \"status\": \"True\"}]}";

    private static Expected expected(String limits) {
        return new Expected("web", "", limits, 3, 10, 70, 75, 0);
    }

    private static Map<String, Finding.Status> check(
            InfrastructureKind kind, String folder, UnaryOperator<String> broken) throws IOException {
        World world = new World();
        String text = Files.readString(STARTER.resolve(folder + "/application.yaml"))
                .replace("@application@", "web")
                .replace("@image@", "web:1")
                .replace("@port@", "8080")
                .replace("@health@", "/health");
        for (Manifest manifest : Manifest.read("application.yaml", broken.apply(text))) {
            boolean isService = manifest.kind().equals("Service");
            String json = manifest.object().toString();
            String status = isService ? "" : ", \"status\": {\"availableReplicas\": 3}}";
            world.has(
                    (isService ? "api/v1" : "apis/apps/v1") + "/namespaces/shop/"
                            + manifest.kind().toLowerCase(Locale.ROOT) + "s/" + manifest.name(),
                    isService ? json : json.substring(0, json.length() - 1) + status);
        }
        return check(kind, world);
    }

    private static Map<String, Finding.Status> check(InfrastructureKind kind, World world) {
        Map<String, Finding.Status> found = new LinkedHashMap<>();
        Subject subject = new Subject("shop", kind.deployments("web"), false, Instant.EPOCH);
        for (Check check : kind.checks(expected("500m/512Mi"))) {
            found.put(check.name(), world.finds(check, subject).status());
        }
        return found;
    }

    private static Map<String, Finding.Status> hpa(UnaryOperator<String> broken) throws IOException {
        String text = broken.apply(Files.readString(STARTER.resolve("canary/hpa.yaml")))
                .replace("@application@", "web");
        String json = Manifest.read("hpa.yaml", text).get(0).object().toString();
        String whole = json.substring(0, json.length() - 1) + ", " + WORKS + "}";
        return check(
                InfrastructureKind.HPA,
                new World()
                        .has(
                                "apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers",
                                Json.line(Json.object().set("items", Json.tree(List.of(Json.parse(whole)))))));
    }

    @Test
    void thirteenChecksPassOnWhatInitWritesForBlueGreen() throws IOException {
        Map<String, Finding.Status> found =
                check(InfrastructureKind.BLUE_GREEN, "blue-green", UnaryOperator.identity());

        assertThat(found).hasSize(13);
        assertThat(found.values()).containsOnly(PASS);
    }

    @Test
    void twelveChecksPassOnWhatInitWritesForACanary() throws IOException {
        Map<String, Finding.Status> found = check(InfrastructureKind.CANARY, "canary", UnaryOperator.identity());

        assertThat(found).hasSize(12);
        assertThat(found.values()).containsOnly(PASS);
    }

    @Test
    void elevenChecksPassOnWhatInitWritesForAnAutoscaler() throws IOException {
        Map<String, Finding.Status> found = hpa(UnaryOperator.identity());

        assertThat(found).hasSize(11);
        assertThat(found).containsEntry("metric-requests", NOT_APPLICABLE);
        assertThat(found.values()).containsOnly(PASS, NOT_APPLICABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: web-green                   | name: web-other            | deployments     | FAIL",
                "name: web-active                  | name: web-front            | services        | FAIL",
                "name: web-preview                 | name: web-later            | services        | WARN",
                "version: green                    | version: blue              | labels          | FAIL",
                "matchLabels: {app: web, version: blue} | matchLabels: {app: web} | selectors      | FAIL",
                "selector: {app: web, version: blue} | selector: {app: web}     | active-colour   | FAIL",
                "selector: {app: web, version: blue} | selector: {app: api}     | active-colour   | FAIL",
                "replicas: 3                       | replicas: 4                | replicas        | FAIL",
                "replicas: 3                       | replicas: 2                | replicas        | FAIL",
                "readinessProbe:                   | startupProbe:              | readiness       | FAIL",
                "livenessProbe:                    | startupProbe:              | liveness        | WARN",
                "requests: {cpu: 100m,             | requests: {                | requests        | FAIL",
                "limits: {cpu: 500m,               | limits: {cpu: 600m,        | limits          | FAIL",
                "'limits: {cpu: 500m, memory: 512Mi}' | 'limits: {}'            | limits          | FAIL",
                "prometheus.io/scrape              | prometheus.io/none         | metrics-exposed | WARN",
                "type: RollingUpdate               | type: Recreate             | update-strategy | FAIL",
            })
    void aCheckFailsOnWhatIsBroken(String from, String to, String check, Finding.Status status) throws IOException {
        Map<String, Finding.Status> found =
                check(InfrastructureKind.BLUE_GREEN, "blue-green", text -> text.replace(from, to));

        assertThat(found).containsEntry(check, status);
    }

    @Test
    void theSidesOfACanaryMustHaveTheSameContainers() throws IOException {
        Map<String, Finding.Status> found = check(
                InfrastructureKind.CANARY, "canary", text -> text.replaceFirst("- name: web\n", "- name: other\n"));

        assertThat(found).containsEntry("same-containers", FAIL);
    }

    @Test
    void aServiceThatTakesOnlyStableHasNoCanaryBehindIt() throws IOException {
        Map<String, Finding.Status> found = check(
                InfrastructureKind.CANARY,
                "canary",
                text -> text.replace("selector: {app: web}", "selector: {app: web, version: stable}"));

        assertThat(found).containsEntry("services", FAIL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: @application@-stable        | name: other                | autoscaler      | FAIL",
                "minReplicas: 3                    | minReplicas: 1             | min-replicas    | FAIL",
                "maxReplicas: 10                   | maxReplicas: 12            | max-replicas    | FAIL",
                "averageUtilization: 70            | averageUtilization: 90     | metric-cpu      | FAIL",
                "name: memory                      | name: cpu                  | metric-memory   | FAIL",
                "selectPolicy: Max                 | selectPolicy: Disabled     | scale-down      | FAIL",
            })
    void anAutoscalerFailsOnWhatIsNotAsExpected(String from, String to, String check, Finding.Status status)
            throws IOException {
        assertThat(hpa(text -> text.replace(from, to))).containsEntry(check, status);
    }

    @Test
    void anAutoscalerThatNobodyHasLookedAtIsNotKnownToWork() throws IOException {
        World world = new World()
                .has(
                        "apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers",
                        "{'items': [{'spec': {'scaleTargetRef': {'kind': 'Deployment', 'name': 'web'}}}]}");

        assertThat(check(InfrastructureKind.HPA, world))
                .containsEntry("able-to-scale", UNKNOWN)
                .containsEntry("scale-up", WARN);
    }

    @Test
    void nothingPassesWhereThereIsNothing() {
        for (InfrastructureKind kind : InfrastructureKind.values()) {
            assertThat(check(kind, new World()).values()).doesNotContain(PASS);
        }
    }

    @Test
    void saysInOneLineWhatIsNotExpectedSo() {
        assertThatThrownBy(() -> InfrastructureKind.of("bogus"))
                .hasMessage("kind must be blueGreen, canary, hpa, not 'bogus'");
        assertThatThrownBy(() -> expected("500m"))
                .hasMessage("limits '500m' are not CPU and memory, such as 500m/512Mi");
        assertThatThrownBy(() -> new Expected("web", "", "", 5, 3, 0, 0, 0))
                .hasMessage("max must be at least min: 3 is less than 5");
    }
}
