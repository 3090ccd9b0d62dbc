package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.slo.Indicator;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import io.jenkins.plugins.rolloutgate.strategy.ReleaseSpec;
import io.jenkins.plugins.rolloutgate.strategy.VerifySpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The administrator's metric sources and named queries as the jobs of a folder see them: a source that is not allowed for the
 * folder does not exist for them.
 */
record AllowedSources(List<MetricServer> servers, List<NamedQuery> queries) {

    /** What jobs of that folder may use now. */
    static AllowedSources in(String folder) {
        RolloutGateConfiguration configured = RolloutGateConfiguration.get();
        return of(configured.getMetricSources(), configured.getQueries(), folder);
    }

    static AllowedSources of(List<MetricServer> servers, List<NamedQuery> queries, String folder) {
        return new AllowedSources(
                servers.stream().filter(server -> server.covers(folder)).toList(), List.copyOf(queries));
    }

    /**
     * The queries that objectives may name.
     *
     * @param source stands in for the source of the built-in queries; empty for none
     * @throws IllegalArgumentException in one line, if a query of the administrator cannot be used
     */
    QueryCatalogue catalogue(String source) {
        QueryCatalogue all = QueryCatalogue.builtIn();
        if (!source.isEmpty()) {
            for (String name : all.names()) {
                Indicator built = all.find(name).orElseThrow();
                if (built.source().equals(QueryCatalogue.PROMETHEUS)) {
                    all = all.with(
                            name, new Indicator(source, built.kind(), built.queries(), built.unit(), built.scale()));
                }
            }
        }
        for (NamedQuery query : queries) {
            all = all.with(query.getName(), query.indicator());
        }
        return all;
    }

    /** Whether the objectives that hold where none are given can be measured. */
    boolean measures(QueryCatalogue catalogue) {
        Set<String> names = names();
        return List.of("error rate", "p95").stream()
                .allMatch(name -> catalogue
                        .find(name)
                        .filter(indicator -> names.contains(indicator.source()))
                        .isPresent());
    }

    private Set<String> names() {
        return servers.stream().map(MetricServer::getName).collect(Collectors.toSet());
    }

    /**
     * Refuses objectives that could never be measured, before anything is touched.
     *
     * @param cluster whether there is a cluster to ask
     * @throws AbortException in one line
     */
    void check(ReleaseSpec spec, boolean cluster) throws AbortException {
        Set<String> names = names();
        for (Objective objective : objectives(spec)) {
            String source = objective.indicator().source();
            boolean there = source.equals(QueryCatalogue.KUBERNETES) ? cluster : names.contains(source);
            if (!there) {
                throw new AbortException("objective '" + objective.text() + "' needs metric source " + source
                        + ", which jobs in this folder may not use: an administrator can add it, or allow it to the"
                        + " folder, under Manage Jenkins, System, Rollout Gate");
            }
        }
    }

    static List<Objective> objectives(ReleaseSpec spec) {
        if (spec instanceof CanarySpec canary) {
            return canary.objectives();
        }
        return spec instanceof VerifySpec verify ? verify.objectives() : List.of();
    }
}
