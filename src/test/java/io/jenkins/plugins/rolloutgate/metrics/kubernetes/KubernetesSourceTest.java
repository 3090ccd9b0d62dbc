package io.jenkins.plugins.rolloutgate.metrics.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.rolloutgate.cluster.ClusterException;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.PodAccess;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage.Container;
import io.jenkins.plugins.rolloutgate.cluster.PodUsage.Usage;
import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource.Series;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesSourceTest {
    private static final PodAccess PODS = new PodAccess() {
        @Override
        public Answer get(String namespace, String target, String path) {
            throw new AssertionError("no pod is asked itself");
        }

        @Override
        public List<String> log(String namespace, String pod, String container, boolean previous, int lines) {
            return List.of("all fine", "ERROR no stock", "{\"level\":\"error\"}", "0 errors", "java.io.IOException: x");
        }

        @Override
        public List<String> warnings(String namespace, String pod) {
            return pod.equals("a") ? List.of("Unhealthy: probe failed", "BackOff: again") : List.of();
        }
    };

    private static Usage pod(String name, int restarts, double cpu, double memory) {
        return new Usage(
                name,
                restarts,
                List.of(new Container(
                        "app",
                        Map.of("cpu", cpu, "memory", memory),
                        Map.of("cpu", 0.5),
                        Map.of("cpu", 1.0, "memory", 1000.0))));
    }

    private static KubernetesSource source(PodUsage usage) {
        return new KubernetesSource("kubernetes", usage, PODS, () -> Instant.ofEpochSecond(42));
    }

    @ParameterizedTest
    @CsvSource({
        "cpu, 0.6",
        "max cpu, 0.4",
        "cpu / requests, 0.6",
        "cpu/limits, 0.3",
        "max cpu / limits, 0.4",
        "memory, 700",
        "max memory, 500",
        "memory / limits, 0.35",
        "restarts, 3",
        "warnings, 2",
        "error lines, 6"
    })
    void answersInWords(String words, double value) throws MetricException {
        KubernetesSource source = source((namespace, deployment) -> {
            assertThat(namespace + " " + deployment).isEqualTo("shop web-canary");
            return List.of(pod("a", 1, 0.4, 200), pod("b", 2, 0.2, 500));
        });

        List<Series> answer = source.query(words + " of shop/web-canary");

        assertThat(answer).singleElement().satisfies(series -> {
            assertThat(series.value()).isCloseTo(value, within(1e-9));
            assertThat(series.time()).isEqualTo(42);
        });
    }

    @Test
    void aPodThatIsNotMeasuredYetIsNoData() throws MetricException {
        Usage young = new Usage("b", 0, List.of(new Container("app", Map.of(), Map.of(), Map.of())));
        KubernetesSource source = source((namespace, deployment) -> List.of(pod("a", 0, 0.4, 200), young));

        assertThat(source.query("cpu of shop/web")).isEmpty();
        assertThat(source.query("max cpu of shop/web")).isEmpty();
        assertThat(source.query("restarts of shop/web")).hasSize(1);
    }

    @Test
    void whatIsNotLimitedHasNoShare() throws MetricException {
        KubernetesSource source = source((namespace, deployment) -> List.of(pod("a", 0, 0.4, 200)));

        assertThat(source.query("memory / requests of shop/web")).isEmpty();
    }

    @Test
    void aDeploymentWithoutPodsIsNoData() throws MetricException {
        assertThat(source((namespace, deployment) -> List.of()).query("restarts of shop/web"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk of shop/web", "cpu", "cpu of web", "max restarts of shop/web", "cpu of a/b/../c"})
    void saysWhatItUnderstands(String query) {
        assertThatThrownBy(() -> source((namespace, deployment) -> List.of()).query(query))
                .isInstanceOf(MetricException.class)
                .hasMessageStartingWith("metric source kubernetes: '" + query + "' is not understood: write [max] cpu");
    }

    @Test
    void passesOnWhatTheClusterSays() {
        KubernetesSource source = source((namespace, deployment) -> {
            throw new ClusterException(Problem.DENIED, "not allowed to list pods");
        });

        assertThatThrownBy(() -> source.query("cpu of shop/web"))
                .isInstanceOf(MetricException.class)
                .hasMessage("metric source kubernetes: not allowed to list pods");
    }
}
