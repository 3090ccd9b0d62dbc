package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from the cluster how far a release came whose journal is gone.
 *
 * @param done keys of the writes that took effect
 * @param decision the turn that it had taken, if its marks show one
 */
public record BlueGreenAdoption(List<String> done, Optional<String> decision) {
    private static final Set<String> BACK = Set.of(Phase.ROLLBACK.name(), Phase.RESTORE.name());

    public static BlueGreenAdoption read(String release, BlueGreenSpec spec, Baseline baseline, Observation seen) {
        List<String> done = new ArrayList<>();
        seen.deployment(baseline.idle())
                .filter(idle -> wrote(release, idle.metadata()))
                .ifPresent(idle -> done.add(BlueGreenChanges.PREPARE));
        seen.service(spec.service())
                .filter(service -> wrote(release, service.metadata()))
                .ifPresent(service -> {
                    boolean back = BACK.contains(service.metadata().annotation(Annotations.PHASE));
                    if (back || service.selector().equals(baseline.newSelector())) {
                        done.add(BlueGreenChanges.SWITCH);
                    }
                    if (back && service.selector().equals(baseline.oldSelector())) {
                        done.add(BlueGreenChanges.SWITCH_BACK);
                    }
                });
        seen.autoscalers().stream()
                .filter(autoscaler -> wrote(release, autoscaler.metadata())
                        && autoscaler.deployment().equals(baseline.idle())
                        && seen.autoscalerOf(baseline.active()).isEmpty())
                .forEach(autoscaler -> done.add(BlueGreenChanges.RETARGET));
        seen.deployment(baseline.active())
                .filter(old -> old.desired() == 0 && wrote(release, old.metadata()))
                .ifPresent(old -> done.add(BlueGreenChanges.SCALE_OLD));
        Optional<String> decision = seen.written()
                .filter(metadata -> wrote(release, metadata) && BACK.contains(metadata.annotation(Annotations.PHASE)))
                .findFirst()
                .map(metadata -> turn(spec));
        return new BlueGreenAdoption(List.copyOf(done), decision);
    }

    /** A rollback that was asked for never turns back by itself: somebody has stopped it. */
    private static String turn(BlueGreenSpec spec) {
        return spec.isRollback() ? "abort" : "rollback";
    }

    private static boolean wrote(String release, Metadata metadata) {
        return metadata.annotation(Annotations.RELEASE).equals(release);
    }
}
