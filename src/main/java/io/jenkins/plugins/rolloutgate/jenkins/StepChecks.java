package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.slo.ObjectiveArguments;
import io.jenkins.plugins.rolloutgate.slo.QueryCatalogue;
import io.jenkins.plugins.rolloutgate.strategy.CanaryPhases;
import io.jenkins.plugins.rolloutgate.strategy.VerifyArguments;
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

    /** Of an objective whose query is a named one. */
    static Optional<String> objective(String text, Supplier<QueryCatalogue> named) {
        return Text.trim(text).isEmpty()
                ? Optional.of("Write an objective, such as error rate < 0.5%.")
                : argument(() -> new ObjectiveArguments(text).objective(named.get()));
    }

    static Optional<String> baseline(String name) {
        return Text.trim(name).isEmpty()
                ? Optional.of("Enter a name, by which later builds call the baseline.")
                : argument(() ->
                        new VerifyArguments().capture(name).metric("error rate").spec(QueryCatalogue.builtIn()));
    }

    static Optional<String> canaryImage(String image, String release) {
        return Text.trim(release).isEmpty() ? image(image) : Optional.empty();
    }

    static Optional<String> phases(String phases, String interval, String release) {
        boolean given = !Text.trim(phases).isEmpty();
        if (given && !Text.trim(interval).isEmpty()) {
            return Optional.of("Give phases or an interval, not both.");
        }
        if (given) {
            return argument(() -> CanaryPhases.parse(phases));
        }
        return Text.trim(interval).isEmpty() && Text.trim(release).isEmpty()
                ? Optional.of("Enter phases, such as 10%:15m, 50%:30m, 100%:15m, or an interval.")
                : Optional.empty();
    }

    /**
     * Null for an empty text.
     *
     * @throws IllegalArgumentException if it is no number
     */
    static Double number(String argument, String text) {
        try {
            return Text.trim(text).isEmpty() ? null : Double.valueOf(Text.trim(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(argument + " must be a number, not '" + text + "'", e);
        }
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
