package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.strategy.Durations;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with an argument of a step, as one sentence; empty when nothing is. */
final class StepChecks {

    private StepChecks() {}

    static Optional<String> namespace(String namespace) {
        return Text.trim(namespace).isEmpty()
                ? Optional.of("Enter the namespace of the application.")
                : ClusterChecks.namespaces(namespace);
    }

    static Optional<String> image(String image) {
        return Text.trim(image).isEmpty()
                ? Optional.of("Enter the image to bring live, such as shop:1.4.")
                : Optional.empty();
    }

    static Optional<String> application(String application, String blue, String green, String service) {
        boolean named = !Text.trim(blue).isEmpty()
                && !Text.trim(green).isEmpty()
                && !Text.trim(service).isEmpty();
        return Text.trim(application).isEmpty() && !named
                ? Optional.of("Name the application, or all of blue, green and service.")
                : Optional.empty();
    }

    /** Empty is right: there is a default. */
    static Optional<String> duration(String text) {
        return Text.trim(text).isEmpty() ? Optional.empty() : argument(() -> Durations.parse(text));
    }

    /** What reading an argument complains about. */
    static Optional<String> argument(Supplier<?> reading) {
        try {
            Object unused = reading.get();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
