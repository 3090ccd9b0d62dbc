package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Route;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The changes that only a canary release makes, each as a patch that tests what it builds on. */
final class CanaryChanges {
    static final String CANARY = "canary";
    static final String STABLE = "stable";
    static final String SHIFT = "shift";
    static final String SHIFT_BACK = "shift-back";
    static final String WIDEN = "widen";
    static final String END_CANARY = "end-canary";

    private CanaryChanges() {}

    /** Narrows a selector that picks both sides to one of them, or turns it from one to the other. */
    static Change narrow(String key, Service service, String label, String value) {
        String path = path(label);
        String before = service.selector().get(label);
        List<PatchOp> patch = new ArrayList<>(rest(service, label));
        if (before != null) {
            patch.add(PatchOp.test(path, before));
        }
        patch.add(PatchOp.set(path, value));
        return new Change(
                key,
                service.metadata(),
                "selector " + label + " " + (before == null ? "any" : before) + " -> " + value,
                patch);
    }

    /** Lets a selector pick both sides again. */
    static Change widen(Service service, String label) {
        String before = service.selector().get(label);
        List<PatchOp> patch = new ArrayList<>(rest(service, label));
        patch.add(PatchOp.test(path(label), before));
        patch.add(PatchOp.remove(path(label)));
        return new Change(WIDEN, service.metadata(), "selector " + label + " " + before + " -> any", patch);
    }

    private static List<PatchOp> rest(Service service, String label) {
        return service.selector().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(label))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> PatchOp.test(path(entry.getKey()), entry.getValue()))
                .toList();
    }

    static String path(String label) {
        return "/spec/selector/" + label.replace("~", "~0").replace("/", "~1");
    }

    /** Sets weights; the name of each backend is tested with its place, so that a reordered list is noticed. */
    static Change weights(String key, Route route, ToIntFunction<Route.Backend> weight) {
        List<PatchOp> patch = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Route.Backend backend : route.backends()) {
            int after = weight.applyAsInt(backend);
            if (after < 0) {
                continue;
            }
            patch.add(PatchOp.test(backend.pointer() + backend.namePointer(), backend.host()));
            if (backend.weighted()) {
                patch.add(PatchOp.test(backend.pointer() + "/weight", backend.weight()));
            }
            if (!backend.weighted() || backend.weight() != after) {
                patch.add(PatchOp.set(backend.pointer() + "/weight", after));
                words.add("weight of " + backend.service() + " " + backend.weight() + " -> " + after);
            }
        }
        return new Change(key, route.metadata(), String.join(", ", words), patch);
    }
}
