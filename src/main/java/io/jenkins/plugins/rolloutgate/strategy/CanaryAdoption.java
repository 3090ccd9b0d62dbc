package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads from the cluster how far a canary came whose journal is gone.
 *
 * <p>What was measured is gone with the journal, so that the phase that the marks show is begun again.
 */
final class CanaryAdoption {
    private static final Set<String> BACK = Set.of(Phase.ROLLBACK.name(), Phase.RESTORE.name());
    private static final Set<String> PROMOTING =
            Set.of(Phase.PROMOTE.name(), Phase.DRAIN.name(), Phase.SCALE_DOWN.name());

    private CanaryAdoption() {}

    /** Adds what is known of the release to its ADOPTED event. */
    static void read(String release, CanarySpec spec, CanaryBaseline baseline, Observation seen, ObjectNode into) {
        List<String> marks = seen.written()
                .filter(metadata -> wrote(release, metadata))
                .map(metadata -> metadata.annotation(Annotations.PHASE))
                .toList();
        List<String> done = new ArrayList<>();
        boolean back = marks.stream().anyMatch(BACK::contains);
        boolean promoting = marks.stream().anyMatch(PROMOTING::contains);
        seen.deployment(spec.canary())
                .filter(canary -> wrote(release, canary.metadata()))
                .ifPresent(canary -> done.add(CanaryChanges.CANARY));
        boolean weighted =
                seen.route().filter(route -> wrote(release, route.metadata())).isPresent();
        boolean narrowed = seen.service(spec.service())
                .filter(service -> wrote(release, service.metadata()))
                .isPresent();
        if (weighted || narrowed) {
            done.add(CanaryChanges.SHIFT);
        }
        into.set("done", Json.tree(done));
        ArrayNode passed = into.putArray("passed");
        for (int i = 0; i < spec.phases().size(); i++) {
            int percent = spec.phases().get(i).percent();
            if (promoting || percent < reached(marks)) {
                passed.addObject().put("phase", i).put("percent", percent);
            }
        }
        found(spec, baseline, seen, into.putArray("found"));
        if (marks.contains(Phase.HOLD.name())) {
            into.put("decision", "hold")
                    .put("reason", "its journal is gone; the cluster shows that it was held for a person");
        } else if (back) {
            into.put("decision", "rollback")
                    .put("reason", "its journal is gone; the cluster shows that it was on its way back");
        }
    }

    /** Sizes, selector and weights as they stand, in the form of the writes that may have left them. */
    private static void found(CanarySpec spec, CanaryBaseline baseline, Observation seen, ArrayNode into) {
        for (String name : List.of(spec.stable(), spec.canary())) {
            seen.deployment(name)
                    .ifPresent(deployment -> found(
                            deployment.metadata(), List.of(PatchOp.set("/spec/replicas", deployment.desired())), into));
        }
        seen.service(spec.service())
                .filter(service -> spec.router() == Router.REPLICAS)
                .ifPresent(service -> {
                    String path = CanaryChanges.path(baseline.label());
                    String value = service.selector().get(baseline.label());
                    found(
                            service.metadata(),
                            List.of(value == null ? PatchOp.remove(path) : PatchOp.set(path, value)),
                            into);
                });
        seen.route()
                .ifPresent(route -> found(
                        route.metadata(),
                        route.backends().stream()
                                .map(backend -> PatchOp.set(backend.pointer() + "/weight", backend.weight()))
                                .toList(),
                        into));
    }

    private static void found(Metadata metadata, List<PatchOp> values, ArrayNode into) {
        ObjectNode row = into.addObject();
        row.putObject("object").put("kind", metadata.ref().kind().title()).put("name", metadata.name());
        row.set("patch", Json.tree(values));
    }

    private static int reached(List<String> marks) {
        return marks.stream()
                .filter(mark -> mark.matches("CANARY_\\d+"))
                .mapToInt(mark -> Integer.parseInt(mark.substring("CANARY_".length())))
                .max()
                .orElse(0);
    }

    private static boolean wrote(String release, Metadata metadata) {
        return metadata.annotation(Annotations.RELEASE).equals(release);
    }
}
