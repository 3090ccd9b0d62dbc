package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Every change that a blue-green release makes, each as a patch that tests what it builds on. */
final class BlueGreenChanges {
    static final String PREVIEW = "preview";
    static final String RAISE_MIN = "raise-min";
    static final String PREPARE = "prepare";
    static final String SWITCH = "switch";
    static final String RETARGET = "retarget";
    static final String SCALE_OLD = "scale-old";
    static final String RESTORE_MIN = "restore-min";
    static final String RESCALE_OLD = "rescale-old";
    static final String SWITCH_BACK = "switch-back";
    static final String RETARGET_BACK = "retarget-back";
    static final String SCALE_NEW = "scale-new";

    private static final String REPLICAS = "/spec/replicas";

    private BlueGreenChanges() {}

    static Change select(String key, Service service, Map<String, String> selector) {
        List<PatchOp> patch = new ArrayList<>();
        List<String> words = new ArrayList<>();
        new TreeMap<>(selector).forEach((label, value) -> {
            String before = service.selector().get(label);
            String path = "/spec/selector/" + label.replace("~", "~0").replace("/", "~1");
            patch.add(PatchOp.test(path, before));
            if (!Objects.equals(before, value)) {
                patch.add(PatchOp.set(path, value));
                words.add("selector " + label + " " + before + " -> " + value);
            }
        });
        return new Change(key, service.metadata(), String.join(", ", words), patch);
    }

    /** Sets image and size of a Deployment in one write; whatever is already right is only tested. */
    static Change size(String key, Deployment deployment, String container, String image, int replicas) {
        List<PatchOp> patch = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int index = deployment.containerIndex(container);
        String path = "/spec/template/spec/containers/" + index;
        String before = deployment.image(container);
        patch.add(PatchOp.test(
                path + "/name",
                deployment.template().at("/spec/containers/" + index + "/name").asText()));
        patch.add(PatchOp.test(path + "/image", before));
        if (!before.equals(image)) {
            patch.add(PatchOp.set(path + "/image", image));
            words.add("image " + before + " -> " + image);
        }
        patch.add(PatchOp.test(REPLICAS, deployment.desired()));
        if (deployment.desired() != replicas) {
            patch.add(PatchOp.set(REPLICAS, replicas));
            words.add("replicas " + deployment.desired() + " -> " + replicas);
        }
        return new Change(key, deployment.metadata(), String.join(", ", words), patch);
    }

    static Change scale(String key, Deployment deployment, int replicas) {
        return new Change(
                key,
                deployment.metadata(),
                "replicas " + deployment.desired() + " -> " + replicas,
                List.of(PatchOp.test(REPLICAS, deployment.desired()), PatchOp.set(REPLICAS, replicas)));
    }

    static Change retarget(String key, Autoscaler autoscaler, String deployment) {
        String path = "/spec/scaleTargetRef/name";
        return new Change(
                key,
                autoscaler.metadata(),
                "target " + autoscaler.deployment() + " -> " + deployment,
                List.of(PatchOp.test(path, autoscaler.deployment()), PatchOp.set(path, deployment)));
    }

    /** Raises the floor of an autoscaler, and keeps the original in the same patch. */
    static Change raiseMin(Autoscaler autoscaler, int floor) {
        return new Change(
                RAISE_MIN,
                autoscaler.metadata(),
                "minReplicas " + autoscaler.minReplicas() + " -> " + floor,
                List.of(
                        PatchOp.test("/spec/minReplicas", autoscaler.minReplicas()),
                        PatchOp.set("/spec/minReplicas", floor),
                        PatchOp.set(
                                Annotations.pointer(Annotations.MIN_REPLICAS),
                                autoscaler.metadata().annotations().containsKey(Annotations.MIN_REPLICAS)
                                        ? autoscaler.metadata().annotation(Annotations.MIN_REPLICAS)
                                        : String.valueOf(autoscaler.minReplicas()))));
    }

    static Change restoreMin(Autoscaler autoscaler) {
        String original = autoscaler.metadata().annotation(Annotations.MIN_REPLICAS);
        return new Change(
                RESTORE_MIN,
                autoscaler.metadata(),
                "minReplicas " + autoscaler.minReplicas() + " -> " + original,
                List.of(
                        PatchOp.test(Annotations.pointer(Annotations.MIN_REPLICAS), original),
                        PatchOp.test("/spec/minReplicas", autoscaler.minReplicas()),
                        PatchOp.set("/spec/minReplicas", Integer.parseInt(original)),
                        PatchOp.remove(Annotations.pointer(Annotations.MIN_REPLICAS))));
    }
}
