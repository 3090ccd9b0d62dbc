package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Notices what somebody else changed while a release was under way; such a change is never overwritten blindly. */
final class ForeignChange {
    private ForeignChange() {}

    /** Objects of the baseline that are gone or are other objects of the same name. */
    static Optional<String> missing(Observation seen, BlueGreenSpec spec, Baseline baseline) {
        return Stream.of(
                        missing(
                                "deployment",
                                baseline.active(),
                                seen.deployment(baseline.active()).map(Deployment::metadata),
                                baseline),
                        missing(
                                "deployment",
                                baseline.idle(),
                                seen.deployment(baseline.idle()).map(Deployment::metadata),
                                baseline),
                        missing(
                                "service",
                                spec.service(),
                                seen.service(spec.service()).map(service -> service.metadata()),
                                baseline))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> missing(String kind, String name, Optional<Metadata> found, Baseline baseline) {
        if (found.isEmpty()) {
            return Optional.of(kind + " " + name + " was deleted by somebody else");
        }
        String uid = baseline.uids().get(kind + "/" + name);
        return uid == null || uid.equals(found.get().uid())
                ? Optional.empty()
                : Optional.of(kind + " " + name + " was deleted and created again by somebody else");
    }

    /** Values that are neither what stood before nor what this release wrote. */
    static Optional<String> find(Situation now) {
        return selector(now)
                .or(() -> image(
                        now.old(),
                        now,
                        now.baseline().oldImage(),
                        now.baseline().oldImage()))
                .or(() -> image(
                        now.idle(),
                        now,
                        now.baseline().idleImage(),
                        now.baseline().newImage()))
                .or(() -> size(now))
                .or(() -> Floor.spoilt(
                        now.seen(), now.baseline().active(), now.baseline().idle()));
    }

    private static Optional<String> selector(Situation now) {
        Map<String, String> selector = now.service().selector();
        Baseline baseline = now.baseline();
        boolean switched = now.switchedAt().isPresent();
        boolean switchedBack = now.state().written(BlueGreenChanges.SWITCH_BACK).isPresent();
        Map<String, String> expected = switched && !switchedBack ? baseline.newSelector() : baseline.oldSelector();
        return selector.equals(expected)
                ? Optional.empty()
                : Optional.of("service " + now.spec().service() + " was pointed to " + selector + " by somebody else");
    }

    private static Optional<String> image(Deployment deployment, Situation now, String before, String after) {
        String container = now.baseline().container();
        String image = deployment.image(container);
        return CanaryForeignChange.isOurs(now.state(), deployment, container, before, after)
                ? Optional.empty()
                : Optional.of("deployment " + deployment.name() + " was given image " + image + " by somebody else");
    }

    /** The idle colour belongs to this release from its first write on, unless an autoscaler sizes it. */
    private static Optional<String> size(Situation now) {
        ReleaseState state = now.state();
        Deployment idle = now.idle();
        if (state.written(BlueGreenChanges.PREPARE).isEmpty()
                || state.decision().isPresent()
                || now.autoscaler(idle).isPresent()) {
            return Optional.empty();
        }
        int written =
                replicas(state.write(BlueGreenChanges.PREPARE).orElseThrow().data());
        return written < 0 || idle.desired() == written
                ? Optional.empty()
                : Optional.of("deployment " + idle.name() + " was scaled to " + idle.desired() + " by somebody else");
    }

    /** The size that a write left behind, or -1 when it is not known. */
    private static int replicas(JsonNode intent) {
        int replicas = -1;
        for (JsonNode op : intent.path("patch")) {
            if (op.path("path").asText().equals("/spec/replicas")) {
                replicas = op.path("value").asInt();
            }
        }
        return replicas;
    }
}
