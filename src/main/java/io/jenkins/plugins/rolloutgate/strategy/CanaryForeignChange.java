package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Notices what somebody else changed while a canary was under way; such a change is never overwritten blindly. */
final class CanaryForeignChange {
    private CanaryForeignChange() {}

    /** Objects of the baseline that are gone or are other objects of the same name. */
    static Optional<String> missing(Observation seen, CanarySpec spec, CanaryBaseline baseline) {
        Stream<Optional<String>> objects = Stream.of(
                gone("deployment", spec.stable(), seen.deployment(spec.stable()).map(Deployment::metadata), baseline),
                gone("deployment", spec.canary(), seen.deployment(spec.canary()).map(Deployment::metadata), baseline));
        Stream<Optional<String>> services = spec.targets().services().stream()
                .map(name -> gone("service", name, seen.service(name).map(found -> found.metadata()), baseline));
        Stream<Optional<String>> routes = spec.targets().route().stream()
                .map(ref -> gone("route", ref.name(), seen.route().map(Route::metadata), baseline));
        return Stream.of(objects, services, routes)
                .flatMap(found -> found)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> gone(String kind, String name, Optional<Metadata> found, CanaryBaseline baseline) {
        if (found.isEmpty()) {
            return Optional.of(kind + " " + name + " was deleted by somebody else");
        }
        String uid = baseline.uids().get(kind + "/" + name);
        return uid == null || uid.equals(found.get().uid())
                ? Optional.empty()
                : Optional.of(kind + " " + name + " was deleted and created again by somebody else");
    }

    /** Values that are neither what stood before nor what this release wrote. */
    static Optional<String> find(CanarySituation now) {
        CanaryBaseline baseline = now.baseline();
        return image(now.stable(), now, baseline.oldImage())
                .or(() -> image(now.canary(), now, baseline.canaryImage()))
                .or(() -> size(now, now.canary(), baseline.canaryReplicas()))
                .or(() -> shrunk(now))
                .or(() -> now.byReplicas() ? selector(now) : weights(now).or(() -> backends(now)))
                .or(() -> Floor.spoilt(now.seen(), now.spec().stable()));
    }

    private static Optional<String> image(Deployment deployment, CanarySituation now, String before) {
        String container = now.baseline().container();
        String image = deployment.image(container);
        return isOurs(now.state(), deployment, container, before, now.baseline().newImage())
                ? Optional.empty()
                : Optional.of("deployment " + deployment.name() + " was given image " + image + " by somebody else");
    }

    /** Whether an image is the one that we left; of an adopted release, either may be. */
    static boolean isOurs(ReleaseState state, Deployment deployment, String container, String before, String after) {
        String image = deployment.image(container);
        if (state.wasAdopted()) {
            return image.equals(before) || image.equals(after);
        }
        String path = "/spec/template/spec/containers/" + deployment.containerIndex(container) + "/image";
        return image.equals(written(state, "Deployment", deployment.name(), path)
                .map(JsonNode::asText)
                .orElse(before));
    }

    /** The canary's size makes its share, so that nobody else may change it. */
    private static Optional<String> size(CanarySituation now, Deployment deployment, int before) {
        int expected = written(now.state(), "Deployment", deployment.name(), "/spec/replicas")
                .map(JsonNode::asInt)
                .orElse(before);
        return deployment.desired() == expected
                ? Optional.empty()
                : Optional.of("deployment " + deployment.name() + " was scaled to " + deployment.desired()
                        + " by somebody else");
    }

    /** Stable may be made larger by anybody; a smaller one gives the canary more than was decided. */
    private static Optional<String> shrunk(CanarySituation now) {
        boolean ours = now.byReplicas() && now.autoscaler(now.stable()).isEmpty();
        return ours && now.stable().desired() < now.sizeOfStable()
                ? Optional.of("deployment " + now.stable().name() + " was scaled to "
                        + now.stable().desired() + " by somebody else")
                : Optional.empty();
    }

    private static Optional<String> selector(CanarySituation now) {
        Map<String, String> selector = new TreeMap<>(now.service().selector());
        String label = now.baseline().label();
        String value = selector.remove(label);
        String expected = written(now.state(), "Service", now.spec().service(), CanaryChanges.path(label))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .orElse(null);
        return selector.equals(now.baseline().selector()) && Objects.equals(value, expected)
                ? Optional.empty()
                : Optional.of("service " + now.spec().service() + " was pointed to "
                        + now.service().selector() + " by somebody else");
    }

    private static Optional<String> weights(CanarySituation now) {
        Route route = now.route();
        if (route.backends().size() != now.baseline().weights().size()) {
            return Optional.of(route.metadata().ref() + " was given other backends by somebody else");
        }
        for (Route.Backend backend : route.backends()) {
            Integer before = now.baseline().weights().get(CanaryBaseline.key(backend));
            Optional<JsonNode> written = written(
                    now.state(), route.metadata().ref().kind().title(), route.name(), backend.pointer() + "/weight");
            if (before == null) {
                return Optional.of(route.metadata().ref() + " was given other backends by somebody else");
            }
            int expected = written.map(JsonNode::asInt).orElse(before < 0 ? backend.weight() : before);
            if (backend.weight() != expected) {
                return Optional.of("weight of " + backend.service() + " in "
                        + route.metadata().ref() + " was set to " + backend.weight() + " by somebody else");
            }
        }
        return Optional.empty();
    }

    /** Behind a route, each Service must lead to its own side, as it did when the release began. */
    private static Optional<String> backends(CanarySituation now) {
        return pointedElsewhere(now, now.spec().stableService(), now.stable(), now.canary())
                .or(() -> pointedElsewhere(now, now.spec().canaryService(), now.canary(), now.stable()));
    }

    private static Optional<String> pointedElsewhere(
            CanarySituation now, String service, Deployment mine, Deployment other) {
        return now.seen()
                .service(service)
                .filter(found -> !found.selects(mine.podLabels()) || found.selects(other.podLabels()))
                .map(found -> "service " + service + " was pointed to " + found.selector() + " by somebody else");
    }

    /** The value that our last write of a field left; a removed one is null in JSON. */
    static Optional<JsonNode> written(ReleaseState state, String kind, String name, String path) {
        return state.lastWrite(write -> isOf(write, kind, name) && operation(write, path) != null)
                .map(write -> operation(write, path));
    }

    private static boolean isOf(ReleaseState.Write write, String kind, String name) {
        JsonNode object = write.data().path("object");
        return object.path("kind").asText().equals(kind)
                && object.path("name").asText().equals(name);
    }

    private static JsonNode operation(ReleaseState.Write write, String path) {
        JsonNode found = null;
        for (JsonNode op : write.data().path("patch")) {
            if (op.path("path").asText().equals(path) && !op.path("op").asText().equals("test")) {
                found = op.path("value");
            }
        }
        return found;
    }
}
