package io.jenkins.plugins.rolloutgate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps a second driver out: every patch tests the epoch that was observed on its object and leaves the driver's own.
 *
 * <p>A Lease alone cannot do this, because a driver that was paused does not know that its Lease has run out.
 */
final class Fence {
    private Fence() {}

    /** A patch with the fence around it. */
    static List<PatchOp> around(List<PatchOp> patch, Metadata target, Epoch own, Map<String, String> marks) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Annotations.EPOCH, own.toString());
        annotations.putAll(marks);
        List<PatchOp> fenced = new ArrayList<>();
        fenced.add(PatchOp.test("/metadata/uid", target.uid()));
        String known = target.annotation(Annotations.EPOCH);
        if (known.isEmpty()) {
            // Nothing of ours to test yet: the first write builds on exactly the object that was seen.
            fenced.add(PatchOp.test("/metadata/resourceVersion", target.resourceVersion()));
        } else {
            fenced.add(PatchOp.test(Annotations.pointer(Annotations.EPOCH), known));
        }
        if (target.annotations().isEmpty()) {
            ObjectNode map = Json.object();
            annotations.forEach(map::put);
            fenced.add(PatchOp.set("/metadata/annotations", map));
        } else {
            annotations.forEach((name, value) -> fenced.add(PatchOp.set(Annotations.pointer(name), value)));
        }
        fenced.addAll(patch);
        return fenced;
    }

    /** The object that shows that somebody else drives here since this epoch was opened, if there is one. */
    static Optional<Metadata> crossed(Observation seen, ReleaseState.Ownership own) {
        String mine = new Epoch(own.epoch(), own.nonce()).toString();
        return seen.written()
                .filter(metadata -> {
                    String epoch = metadata.annotation(Annotations.EPOCH);
                    String before = own.epochs().getOrDefault(key(metadata), "");
                    return !epoch.equals(mine) && !epoch.equals(before);
                })
                .findFirst();
    }

    /** What each object shows now, to know later whether somebody else wrote. */
    static Map<String, String> epochs(Observation seen) {
        Map<String, String> epochs = new TreeMap<>();
        seen.written()
                .filter(metadata -> !metadata.annotation(Annotations.EPOCH).isEmpty())
                .forEach(metadata -> epochs.put(key(metadata), metadata.annotation(Annotations.EPOCH)));
        return epochs;
    }

    private static String key(Metadata metadata) {
        return metadata.ref().kind().title() + "/" + metadata.name();
    }

    /** Objects that would still accept a late request of an earlier epoch. */
    static List<Metadata> open(Observation seen, Epoch own) {
        return seen.written()
                .filter(metadata -> !metadata.annotation(Annotations.EPOCH).equals(own.toString()))
                .toList();
    }

    /** The highest epoch that anything here has seen; a new one must be above it. */
    static long highest(Observation seen) {
        return seen.written()
                .mapToLong(metadata ->
                        Epoch.parse(metadata.annotation(Annotations.EPOCH)).number())
                .max()
                .orElse(0);
    }
}
