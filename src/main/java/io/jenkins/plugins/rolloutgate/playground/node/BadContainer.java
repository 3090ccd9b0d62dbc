package io.jenkins.plugins.rolloutgate.playground.node;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What kubelet and containerd report about a container that does not come up, again and again. The messages say the real
 * back-off times, the repetitions are faster.
 */
final class BadContainer {
    static final List<String> LAST_WORDS = List.of(
            "panic: cannot open database: dial tcp 10.0.0.7:5432: connect: connection refused",
            "goroutine 1 [running]:",
            "main.main()");

    private static final String KUBELET = "kubelet";
    private static final int FIRST_BACK_OFF_SECONDS = 10;
    private static final int LONGEST_BACK_OFF_SECONDS = 300;
    private static final int DOUBLINGS = 5;

    private final PodView pod;
    private final PodStatus status;
    private final Duration podStart;
    private final BiConsumer<Duration, Runnable> later;
    private int restarts;

    BadContainer(PodView pod, PodStatus status, Duration podStart, BiConsumer<Duration, Runnable> later) {
        this.pod = pod;
        this.status = status;
        this.podStart = podStart;
        this.later = later;
    }

    void failProbe() {
        pod.warning(KUBELET, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
        later.accept(Duration.ofSeconds(1), this::failProbe);
    }

    void failPull() {
        String reference = pod.image().contains("/") ? pod.image() : "docker.io/library/" + pod.image();
        String error = ("rpc error: code = NotFound desc = failed to pull and unpack image \"%1$s\":"
                        + " failed to resolve reference \"%1$s\": %1$s: not found")
                .formatted(reference);
        pod.normal(KUBELET, "Pulling", "Pulling image \"%s\"".formatted(pod.image()));
        pod.warning(KUBELET, "Failed", "Failed to pull image \"%s\": %s".formatted(pod.image(), error));
        pod.warning(KUBELET, "Failed", "Error: ErrImagePull");
        status.waiting("ErrImagePull", error);
        later.accept(podStart, () -> backOffPull(error));
    }

    private void backOffPull(String error) {
        String backOff = "Back-off pulling image \"%s\"".formatted(pod.image());
        pod.normal(KUBELET, "BackOff", backOff);
        pod.warning(KUBELET, "Failed", "Error: ImagePullBackOff");
        status.waiting("ImagePullBackOff", backOff + ": ErrImagePull: " + error);
        later.accept(podStart.multipliedBy(4), this::failPull);
    }

    void crash() {
        int seconds = Math.min(LONGEST_BACK_OFF_SECONDS, FIRST_BACK_OFF_SECONDS << Math.min(restarts, DOUBLINGS));
        status.crashed(
                restarts,
                "back-off %ds restarting failed container=%s pod=%s"
                        .formatted(seconds, pod.container(), pod.fullName()));
        pod.warning(
                KUBELET,
                "BackOff",
                "Back-off restarting failed container %s in pod %s".formatted(pod.container(), pod.fullName()));
        restarts++;
        later.accept(podStart.multipliedBy(restarts), this::crash);
    }
}
