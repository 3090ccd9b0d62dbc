package io.jenkins.plugins.rolloutgate.playground.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One step of a rollout: which ReplicaSet grows or shrinks now. The rules are those of kube-controller-manager's
 * {@code rolling.go} and {@code recreate.go}, without proportional scaling in the middle of a rollout.
 */
final class Rollout {
    private final ReplicaSets sets;
    private final ObjectNode deployment;
    private final int desired;

    Rollout(ReplicaSets sets, ObjectNode deployment) {
        this.sets = sets;
        this.deployment = deployment;
        this.desired = Workloads.replicas(deployment);
    }

    /** Returns whether a ReplicaSet was changed; its change will ask for the next step. */
    boolean step(boolean paused) {
        List<ObjectNode> active =
                sets.all().stream().filter(set -> Workloads.replicas(set) > 0).toList();
        if (active.size() == 1 && sets.isResized(active.get(0))) {
            sets.scale(active.get(0), desired);
            return true;
        }
        if (paused || sets.newest().isEmpty()) {
            return false;
        }
        if (deployment.at("/spec/strategy/type").asText().equals("Recreate")) {
            return recreate(sets.newest().get());
        }
        return growNewest(sets.newest().get()) || shrinkOld(sets.newest().get()) || dropHistory();
    }

    private boolean recreate(ObjectNode newest) {
        boolean changed = false;
        boolean oldPodsLeft = false;
        for (ObjectNode set : sets.old()) {
            oldPodsLeft |= Workloads.status(set, "replicas") > 0 || Workloads.replicas(set) > 0;
            changed |= scale(set, 0);
        }
        return changed || (!oldPodsLeft && scale(newest, desired));
    }

    private boolean growNewest(ObjectNode newest) {
        int size = Workloads.replicas(newest);
        if (size >= desired) {
            return scale(newest, desired);
        }
        int room = desired + maxSurge(deployment) - total();
        return scale(newest, size + Math.max(0, Math.min(room, desired - size)));
    }

    private boolean shrinkOld(ObjectNode newest) {
        int minAvailable = desired - maxUnavailable(deployment);
        int newestUnavailable = Workloads.replicas(newest) - Workloads.status(newest, "availableReplicas");
        int removable = total() - minAvailable - newestUnavailable;
        boolean changed = false;
        for (ObjectNode set : sets.old()) {
            int unhealthy = Math.max(0, Workloads.replicas(set) - Workloads.status(set, "availableReplicas"));
            int count = Math.min(unhealthy, removable);
            if (count > 0) {
                removable -= count;
                changed |= scale(set, Workloads.replicas(set) - count);
            }
        }
        return changed || (removable > 0 && shrinkAvailable(minAvailable));
    }

    private boolean shrinkAvailable(int minAvailable) {
        int removable = available(sets.all()) - minAvailable;
        boolean changed = false;
        for (ObjectNode set : sets.old()) {
            int count = Math.min(Workloads.replicas(set), removable);
            if (count > 0) {
                removable -= count;
                changed |= scale(set, Workloads.replicas(set) - count);
            }
        }
        return changed;
    }

    private boolean dropHistory() {
        int limit = deployment.at("/spec/revisionHistoryLimit").asInt();
        Optional<ObjectNode> oldest = sets.old().stream()
                .filter(set -> Workloads.replicas(set) == 0 && Workloads.status(set, "replicas") == 0)
                .findFirst();
        if (sets.old().size() <= limit || oldest.isEmpty()) {
            return false;
        }
        sets.remove(oldest.get());
        return true;
    }

    private boolean scale(ObjectNode set, int replicas) {
        if (Workloads.replicas(set) == replicas && !sets.isResized(set)) {
            return false;
        }
        boolean changed = Workloads.replicas(set) != replicas;
        sets.scale(set, replicas);
        return changed;
    }

    private int total() {
        return sets.all().stream().mapToInt(Workloads::replicas).sum();
    }

    static int available(List<ObjectNode> sets) {
        return sets.stream()
                .mapToInt(set -> Workloads.status(set, "availableReplicas"))
                .sum();
    }

    static int maxSurge(JsonNode deployment) {
        return scaled(deployment, "/spec/strategy/rollingUpdate/maxSurge", true);
    }

    /** At least one when there is no surge either, since nothing could move otherwise. */
    static int maxUnavailable(JsonNode deployment) {
        int value = scaled(deployment, "/spec/strategy/rollingUpdate/maxUnavailable", false);
        boolean stuck = value == 0 && maxSurge(deployment) == 0;
        boolean rolling = deployment.at("/spec/strategy/type").asText().equals("RollingUpdate");
        return Math.min(stuck && rolling ? 1 : value, Workloads.replicas(deployment));
    }

    private static int scaled(JsonNode deployment, String pointer, boolean up) {
        JsonNode value = deployment.at(pointer);
        if (!value.asText().endsWith("%")) {
            return value.asInt();
        }
        int percent = Integer.parseInt(value.asText().replace("%", ""));
        double exact = Workloads.replicas(deployment) * percent / 100.0;
        return (int) (up ? Math.ceil(exact) : Math.floor(exact));
    }
}
