package io.jenkins.plugins.rolloutgate.playground;

import java.time.Duration;

/**
 * How the playground runs.
 *
 * @param port of the API server on 127.0.0.1; 0 takes any free one
 * @param podStart from the creation of a pod to its readiness
 * @param drain how long a pod that ends goes on to serve
 * @param frontLag how far a front follows behind the EndpointSlices, as kube-proxy does
 * @param routeDelay how long the controller of the gateway takes to answer for a changed HTTPRoute
 */
public record Options(int port, Duration podStart, Duration drain, Duration frontLag, Duration routeDelay) {
    /** Pods start within a second, as in a small real cluster. */
    public static final Options DEFAULT = new Options(
            0, Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofMillis(200));

    /** As fast as is useful for tests. */
    public static final Options FAST =
            new Options(0, Duration.ofMillis(40), Duration.ofMillis(150), Duration.ofMillis(10), Duration.ofMillis(20));

    public Options withPort(int newPort) {
        return new Options(newPort, podStart, drain, frontLag, routeDelay);
    }

    public Options withPodStart(Duration newPodStart) {
        return new Options(port, newPodStart, drain, frontLag, routeDelay);
    }

    public Options withDrain(Duration newDrain) {
        return new Options(port, podStart, newDrain, frontLag, routeDelay);
    }

    public Options withFrontLag(Duration newFrontLag) {
        return new Options(port, podStart, drain, newFrontLag, routeDelay);
    }
}
