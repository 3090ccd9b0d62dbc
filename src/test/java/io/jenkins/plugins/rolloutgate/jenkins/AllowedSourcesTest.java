package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.slo.Unit;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowedSourcesTest {

    @Test
    void aSourceIsOnlyThereForItsFolders() {
        List<MetricServer> all = List.of(server("prometheus", "team/shop\nops"), server("secret", ""));

        assertThat(AllowedSources.of(all, List.of(), "team/shop/live").servers())
                .extracting(MetricServer::getName)
                .containsExactly("prometheus");
        assertThat(AllowedSources.of(all, List.of(), "ops").servers()).hasSize(1);
        assertThat(AllowedSources.of(all, List.of(), "team").servers()).isEmpty();
        assertThat(AllowedSources.of(all, List.of(), "").servers()).isEmpty();
    }

    @Test
    void everyJobMayUseASourceOfAnyFolder() {
        assertThat(AllowedSources.of(List.of(server("prometheus", "*")), List.of(), "")
                        .servers())
                .hasSize(1);
    }

    @Test
    void aNamedQueryTakesThePlaceOfTheBuiltInOne() {
        NamedQuery query = new NamedQuery("P95");
        query.setSource("thanos");
        query.setQuery("job:p95:5m");
        query.setUnit("ms");

        QueryCatalogue catalogue =
                AllowedSources.of(List.of(), List.of(query), "").catalogue("");

        assertThat(catalogue.find("p95")).hasValueSatisfying(indicator -> {
            assertThat(indicator.source()).isEqualTo("thanos");
            assertThat(indicator.queries()).isEqualTo(Map.of("value", "job:p95:5m"));
            assertThat(indicator.unit()).isEqualTo(Unit.SECONDS);
            assertThat(indicator.scale()).isEqualTo(0.001);
        });
        assertThat(catalogue.find("error rate")).isPresent();
    }

    @Test
    void anotherSourceStandsInForThatOfTheBuiltInQueries() {
        QueryCatalogue catalogue = AllowedSources.of(List.of(), List.of(), "").catalogue("mimir");

        assertThat(catalogue.find("error rate").orElseThrow().source()).isEqualTo("mimir");
        assertThat(catalogue.find("p99").orElseThrow().source()).isEqualTo("mimir");
        assertThat(catalogue.find("restarts").orElseThrow().source()).isEqualTo(QueryCatalogue.KUBERNETES);
    }

    @Test
    void theDefaultObjectivesHoldOnlyWhereTheyCanBeMeasured() {
        AllowedSources some = AllowedSources.of(List.of(server("prometheus", "*")), List.of(), "");
        AllowedSources none = AllowedSources.of(List.of(), List.of(), "");

        assertThat(some.measures(some.catalogue(""))).isTrue();
        assertThat(some.measures(some.catalogue("mimir"))).isFalse();
        assertThat(none.measures(none.catalogue(""))).isFalse();
    }

    @Test
    void anObjectiveThatCouldNeverBeMeasuredIsRefusedAtOnce() {
        AllowedSources sources = AllowedSources.of(List.of(server("prometheus", "*")), List.of(), "");

        assertThatCode(() -> sources.check(verifying(Map.of("objective", "error rate < 1%")), false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> sources.check(
                        verifying(Map.of("objective", "queue < 5", "query", "$.queue", "source", "other")), false))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("objective 'queue < 5' needs metric source other, which jobs in this folder");
        assertThatThrownBy(() -> sources.check(verifying(Map.of("objective", "restarts < 1")), false))
                .hasMessageContaining("kubernetes");
        assertThatCode(() -> sources.check(verifying(Map.of("objective", "restarts < 1")), true))
                .doesNotThrowAnyException();
    }

    private static VerifySpec verifying(Map<String, ?> objective) {
        return new VerifyArguments().objective(objective).spec(QueryCatalogue.builtIn());
    }

    private static MetricServer server(String name, String folders) {
        MetricServer server = new MetricServer(name, "prometheus", "https://metrics.example");
        server.setFolders(folders);
        return server;
    }
}
