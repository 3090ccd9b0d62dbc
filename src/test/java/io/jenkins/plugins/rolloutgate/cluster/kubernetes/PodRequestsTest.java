package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import io.jenkins.plugins.rolloutgate.cluster.PodAccess.Answer;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.playground.BlueGreenApp;
import io.jenkins.plugins.rolloutgate.playground.Options;
import io.jenkins.plugins.rolloutgate.playground.Playground;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodRequestsTest {
    private final Playground playground = Playground.start(Options.FAST);
    private final KubernetesClusters clusters = new KubernetesClusters();
    private final KubernetesCluster cluster = clusters.open(Accesses.anonymous(playground.apiServerUrl()));
    private final Targets targets = new Targets(
            "shop", List.of("shop-blue", "shop-green"), List.of("shop-active", "shop-preview"), "rollout-gate-shop");

    @AfterEach
    void close() {
        clusters.close();
        playground.close();
    }

    private Observation deploy(String image, Predicate<Observation> until) throws Exception {
        playground.deployBlueGreen(new BlueGreenApp("shop", "shop", image, 1));
        try (Watching watching = new Watching(cluster, targets)) {
            return watching.until(until);
        }
    }

    private String readyPod() throws Exception {
        return deploy("shop:1", seen -> seen.readyEndpoints("shop-active") == 1)
                .pods()
                .get(0)
                .name();
    }

    @Test
    void shouldAskAPodAndAService() throws Exception {
        String pod = readyPod();

        Answer ofPod = cluster.get("shop", "pods/" + pod + ":8080", "/health");
        Answer ofService = cluster.get("shop", "services/shop-active:80", "health");

        assertThat(ofPod.status()).isEqualTo(200);
        assertThat(ofService.status()).isEqualTo(200);
    }

    @Test
    void shouldPassOnWhateverStatusThePodAnswersWith() throws Exception {
        String pod = deploy("shop:broken", seen -> seen.readyEndpoints("shop-active") == 1)
                .pods()
                .get(0)
                .name();

        assertThat(cluster.get("shop", "pods/" + pod + ":8080", "/health").status())
                .isEqualTo(500);
    }

    @Test
    void shouldAnswer503ForAServiceWithoutEndpoints() throws Exception {
        readyPod();

        Answer answer = cluster.get("shop", "services/shop-preview:80", "/health");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("no endpoints available").doesNotContain("{");
    }

    @Test
    void shouldNotFindAPodThatIsMissing() {
        ClusterException notFound =
                catchThrowableOfType(ClusterException.class, () -> cluster.get("shop", "pods/missing:8080", "/health"));

        assertThat(notFound.problem()).isEqualTo(Problem.NOT_FOUND);
        assertThat(notFound).hasMessageStartingWith("cannot get /health of pods/missing:8080 in shop: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../../secrets", "/a/./b", "/%2e%2e/secrets", "/a%2Fb", "/a\\b", "/a b", "/a#b"})
    void shouldRefuseAPathThatCouldLeaveTheProxy(String path) {
        ClusterException rejected =
                catchThrowableOfType(ClusterException.class, () -> cluster.get("shop", "pods/shop:8080", path));

        assertThat(rejected.problem()).isEqualTo(Problem.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pods/shop/../x", "secrets/shop", "pods/", "pods/shop:80:90", "pods/.."})
    void shouldRefuseATargetThatIsNeitherPodNorService(String target) {
        ClusterException rejected =
                catchThrowableOfType(ClusterException.class, () -> cluster.get("shop", target, "/health"));

        assertThat(rejected.problem()).isEqualTo(Problem.REJECTED);
    }

    @Test
    void shouldReadTheLastLinesOfALog() throws Exception {
        String pod = readyPod();

        assertThat(cluster.log("shop", pod, "", false, 1)).hasSize(1);
    }

    @Test
    void shouldReadTheLogOfTheRunBeforeAndWhatWentWrong() throws Exception {
        Observation crashed = deploy(
                "shop:crash",
                seen -> seen.pods().stream().mapToInt(Pod::restarts).sum() > 0);
        String pod = crashed.pods().get(0).name();

        List<String> log = cluster.log("shop", pod, "", true, 5);
        List<String> warnings = cluster.warnings("shop", pod);

        assertThat(log).isNotEmpty();
        assertThat(warnings).anySatisfy(warning -> assertThat(warning).startsWith("BackOff: "));
        assertThat(crashed.pods().get(0).containers())
                .singleElement()
                .satisfies(container -> assertThat(container.lastExit()).contains(1));
    }
}
