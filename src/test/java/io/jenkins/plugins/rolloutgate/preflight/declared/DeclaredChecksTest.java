package io.jenkins.plugins.rolloutgate.preflight.declared;

import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.PASS;
import static io.jenkins.plugins.rolloutgate.preflight.Finding.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Measured;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import io.jenkins.plugins.rolloutgate.preflight.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredChecksTest {
    private static final Subject SHOP =
            new Subject("shop", List.of("web"), false, Instant.parse("2026-11-27T12:00:00Z"));
    private static final String CRON = "apis/batch/v1/namespaces/shop/cronjobs/backup";

    private final World world = new World();

    private static Check check(String... fields) {
        return DeclaredChecks.read("- name: it\n  " + String.join("\n  ", fields) + "\n")
                .all()
                .get(0);
    }

    private Finding finds(String... fields) {
        return world.finds(check(fields), SHOP);
    }

    @Test
    void anObjectMustExist() {
        String[] fields = {"resource: storage.k8s.io/v1/storageclasses", "object: fast", "namespace: none"};
        assertThat(finds(fields).seen()).isEqualTo("there is no storageclasses fast");

        world.has("apis/storage.k8s.io/v1/storageclasses/fast", "{'metadata': {}}");
        assertThat(finds(fields).status()).isEqualTo(PASS);
    }

    @Test
    void aConditionMustHold() {
        String path = "apis/apps/v1/namespaces/ingress/deployments/controller";
        String[] fields = {
            "resource: apps/v1/deployments", "object: controller", "namespace: ingress", "condition: Available"
        };
        world.has(path, "{'status': {'conditions': [{'type': 'Available', 'status': 'False', 'message': 'no pods'}]}}");
        assertThat(finds(fields).seen()).isEqualTo("deployments controller: Available is not so: no pods");

        world.has(path, "{'status': {}}");
        assertThat(finds(fields).seen()).isEqualTo("deployments controller: has no condition Available");

        world.has(path, "{'status': {'conditions': [{'type': 'Available', 'status': 'True'}]}}");
        assertThat(finds(fields).status()).isEqualTo(PASS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{}'                                                   | FAIL",
                "{'status': {'lastSuccessfulTime': '2026-11-26T11:00:00Z'}} | FAIL",
                "{'status': {'lastSuccessfulTime': '2026-11-27T02:00:00Z'}} | PASS",
                "{'status': {'lastSuccessfulTime': 'yesterday'}}        | FAIL",
            })
    void aBackupMustBeRecent(String object, Finding.Status status) {
        world.has(CRON, object);

        assertThat(finds(
                                "resource: batch/v1/cronjobs",
                                "object: backup",
                                "field: status.lastSuccessfulTime",
                                "newerThan: 24h")
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'spec': {'size': '500m'}} | PASS",
                "{'spec': {'size': 0.4}}    | FAIL",
                "{'spec': {'size': 2}}      | FAIL",
                "{'spec': {'size': 'many'}} | FAIL",
                "{'spec': {'size': null}}   | FAIL",
                "{'spec': {'size': []}}     | FAIL",
            })
    void aNumberMustBeWithinItsLimits(String object, Finding.Status status) {
        world.has(CRON, object);

        assertThat(finds(
                                "resource: batch/v1/cronjobs",
                                "object: backup",
                                "field: spec.size",
                                "atLeast: 500m",
                                "atMost: 1")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aTextMustBeOrMatch() {
        world.has(CRON, "{'spec': {'image': 'backup@sha256:abc', 'suspend': false}}");

        assertThat(finds(
                                "resource: batch/v1/cronjobs",
                                "object: backup",
                                "field: spec.image",
                                "matches: '@sha256:[0-9a-f]+$'")
                        .status())
                .isEqualTo(PASS);
        assertThat(finds("resource: batch/v1/cronjobs", "object: backup", "field: spec.suspend", "equals: true")
                        .seen())
                .isEqualTo("cronjobs backup: spec.suspend is false, not true");
    }

    @Test
    void objectsAreCounted() {
        world.has(
                "apis/networking.k8s.io/v1/namespaces/shop/networkpolicies?labelSelector=app%3Dweb", "{'items': [{}]}");

        assertThat(finds("resource: networking.k8s.io/v1/networkpolicies", "labels: app=web")
                        .status())
                .isEqualTo(PASS);
        assertThat(finds("resource: networking.k8s.io/v1/networkpolicies", "labels: app=web", "atLeast: 2")
                        .seen())
                .isEqualTo("there are 1 networkpolicies, too few");
        assertThat(finds("resource: networking.k8s.io/v1/networkpolicies", "labels: app=web", "atMost: 0")
                        .seen())
                .isEqualTo("there are 1 networkpolicies, too many");
    }

    @Test
    void anApiThatIsNotThereIsNoSuccess() {
        assertThat(finds("resource: example.org/v1/gadgets").seen())
                .isEqualTo("the cluster knows no example.org/v1/gadgets");
        assertThat(finds("resource: example.org/v1/gadgets", "severity: warn", "todo: install it"))
                .isEqualTo(Finding.warn("the cluster knows no example.org/v1/gadgets", "install it"));
    }

    @ParameterizedTest
    @CsvSource({"25, PASS", "20, PASS", "19, FAIL", "NaN, FAIL"})
    void aMeasuredValueMustBeWithinItsLimits(double value, Finding.Status status) {
        Check check = check("query: count(rules)", "atLeast: 20");

        assertThat(check.next(SHOP, Answers.NONE.with("count(rules)", List.of(new Measured(Map.of(), value)))))
                .asInstanceOf(type(Finding.class))
                .extracting(Finding::status)
                .isEqualTo(status);
    }

    @Test
    void aQueryWithoutValueIsNoSuccess() {
        Finding finding = (Finding) check("query: up", "severity: warn").next(SHOP, Answers.NONE.with("up", List.of()));

        assertThat(finding.status()).isEqualTo(WARN);
        assertThat(finding.seen()).isEqualTo("query up has no value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resource: ../../secrets | check it needs a resource such as apps/v1/deployments or v1/services, not '../../secrets'",
                "resource: v1/pods/log   | check it needs a resource such as apps/v1/deployments or v1/services, not 'v1/pods/log'",
                "resourc: v1/pods        | check it has an unknown field resourc: known are atLeast, atMost, condition, equals, field, labels, matches, name, namespace, newerThan, object, query, resource, severity, todo",
                "todo: nothing           | check it needs either a resource or a query",
                "'{resource: v1/secrets, object: a, field: data.x}' | check it may only tell whether a secret exists",
                "'{resource: v1/pods, object: ../x}' | object of check it '../x' is not a Kubernetes name",
                "'{resource: v1/pods, field: a}' | check it needs an object for its condition or field",
                "'{resource: v1/pods, atLeast: many}' | check it needs a number as atLeast, not 'many'",
                "'{resource: v1/pods, severity: bad}' | check it has a severity other than fail or warn",
            })
    void saysInOneLineWhatIsWrong(String fields, String message) {
        String yaml = fields.startsWith("{") ? "- {name: it, " + fields.substring(1) : "- name: it\n  " + fields;

        assertThatThrownBy(() -> DeclaredChecks.read(yaml + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesTwoOfOneNameAlsoWithThoseThatAreBuiltIn() {
        assertThatThrownBy(() -> DeclaredChecks.read("- {name: nodes, resource: v1/nodes}\n"))
                .hasMessage("two checks are named nodes: name one of them otherwise");
    }

    @Test
    void keepsToOneNamespaceWhereThatIsAskedFor() {
        DeclaredChecks outside = DeclaredChecks.read("- {name: it, resource: v1/pods, namespace: kube-system}\n");

        assertThatThrownBy(() -> outside.within("shop"))
                .hasMessage("check it looks into namespace kube-system: only shop is allowed here");
    }
}
