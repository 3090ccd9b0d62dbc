package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says in one line why pods do not get ready, and whether waiting longer could help.
 *
 * @param sentence the cause, with the pod
 * @param hopeless whether it will not get better by itself
 * @param pod the pod that shows it, if there is one
 * @param container the container of that pod
 * @param crashed whether the log of the run before tells more than today's
 */
record Diagnosis(String sentence, boolean hopeless, Optional<String> pod, String container, boolean crashed) {
    private static final Set<String> HOPELESS = Set.of(
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    private static final Set<String> ORDINARY = Set.of("", "ContainerCreating", "PodInitializing");

    /** One restart may be bad luck; a container that failed this often in a row will not recover. */
    private static final int CRASHES = 2;

    static Optional<Diagnosis> of(Deployment deployment, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> !pod.ready() && !pod.terminating())
                .flatMap(pod -> ofPod(pod).stream())
                .reduce((one, other) -> other.hopeless() && !one.hopeless() ? other : one)
                .or(() -> deployment
                        .failure()
                        .map(message -> new Diagnosis(
                                "deployment " + deployment.name() + ": " + message,
                                false,
                                Optional.empty(),
                                "",
                                false)));
    }

    /** Whether pods only take the time that all pods take, as far as can be seen. */
    static boolean isOrdinary(List<Pod> pods) {
        return pods.stream()
                .allMatch(pod -> pod.unschedulable().isEmpty()
                        && pod.containers().stream()
                                .allMatch(c -> c.restarts() == 0 && ORDINARY.contains(c.waiting())));
    }

    private static Optional<Diagnosis> ofPod(Pod pod) {
        if (pod.unschedulable().isPresent()) {
            return Optional.of(new Diagnosis(
                    "pod " + pod.name() + " finds no node: "
                            + pod.unschedulable().get(),
                    false,
                    Optional.empty(),
                    "",
                    false));
        }
        return pod.containers().stream()
                .filter(container -> !container.ready())
                .max(Comparator.comparingInt(Diagnosis::tells))
                .map(container -> ofContainer(pod, container));
    }

    /** A container that waits for another one to initialise the pod says less than that one. */
    private static int tells(Pod.Container container) {
        return container.restarts() > 0 ? 2 : container.waiting().equals("PodInitializing") ? 0 : 1;
    }

    private static Diagnosis ofContainer(Pod pod, Pod.Container container) {
        String where = "pod " + pod.name() + ", container " + container.name() + ": ";
        Optional<String> name = Optional.of(pod.name());
        if (container.waiting().equals("CrashLoopBackOff") || container.restarts() > 0) {
            String exit =
                    container.lastExit().map(code -> " with exit code " + code).orElse("");
            return new Diagnosis(
                    where + "crashed " + times(container.restarts()) + exit,
                    container.restarts() >= CRASHES,
                    name,
                    container.name(),
                    true);
        }
        if (container.waiting().contains("Image")) {
            return new Diagnosis(
                    where + "image " + container.image() + " cannot be pulled (" + container.waiting() + ")"
                            + (container.message().isEmpty() ? "" : ": " + container.message()),
                    HOPELESS.contains(container.waiting()),
                    Optional.empty(),
                    "",
                    false);
        }
        if (container.waiting().isEmpty()) {
            return new Diagnosis(where + "runs, but is not ready", false, name, container.name(), false);
        }
        return new Diagnosis(
                where + container.waiting() + (container.message().isEmpty() ? "" : ": " + container.message()),
                HOPELESS.contains(container.waiting()),
                Optional.empty(),
                "",
                false);
    }

    /** A container that has crashed may not be restarted yet. */
    private static String times(int count) {
        return count <= 1 ? "once" : count + " times";
    }
}
