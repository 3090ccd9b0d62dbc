package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.Optional;

/** Where the traffic is after it was sent to stable, and how the Service gets its old selector back. */
final class CanaryTraffic {
    private CanaryTraffic() {}

    /** What still shows the canary's traffic, if anything does. */
    static Optional<String> lagging(CanarySituation now) {
        if (!now.byReplicas()) {
            return now.route().accepted() || !now.moved()
                    ? Optional.empty()
                    : Optional.of(now.route().problem());
        }
        String service = now.spec().service();
        int stable = now.seen().readyEndpoints(service, now.stable());
        int others = now.seen().readyEndpoints(service) - stable;
        boolean narrowed = now.service().selector().containsKey(now.baseline().label());
        return others == 0 || !narrowed
                ? Optional.empty()
                : Optional.of("endpoints " + stable + " stable, " + others + " canary");
    }

    /** Once no pod of the canary is left that could get traffic, the selector may pick both sides again. */
    static Optional<Action> widen(CanarySituation now, Phase phase) {
        if (!now.byReplicas()) {
            return Optional.empty();
        }
        Service service = now.service();
        String label = now.baseline().label();
        return service.selector().containsKey(label)
                ? Optional.of(new Action.Write(phase, CanaryChanges.widen(service, label)))
                : Optional.empty();
    }
}
