package io.jenkins.plugins.rolloutgate.preflight.infrastructure;

import io.jenkins.plugins.rolloutgate.preflight.Check;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the infrastructure of an application is to be good for. */
public enum InfrastructureKind {
    BLUE_GREEN("blueGreen", "blue-green"),
    CANARY("canary", "canary"),
    HPA("hpa", "hpa");

    private final String name;
    private final String option;

    InfrastructureKind(String name, String option) {
        this.name = name;
        this.option = option;
    }

    /**
     * By its name in a Pipeline or on a command line.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static InfrastructureKind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.name.equals(name) || kind.option.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind must be "
                        + Arrays.stream(values()).map(kind -> kind.name).collect(Collectors.joining(", ")) + ", not '"
                        + name + "'"));
    }

    /** As a Pipeline writes it. */
    public String text() {
        return name;
    }

    /** In the order in which people read them. */
    public List<Check> checks(Expected expected) {
        return switch (this) {
            case BLUE_GREEN -> BlueGreenChecks.all(expected);
            case CANARY -> CanaryChecks.all(expected);
            case HPA -> HpaStandChecks.all(expected);
        };
    }

    /** The Deployments of an application by the convention. */
    public List<String> deployments(String application) {
        return switch (this) {
            case BLUE_GREEN -> List.of(application + "-blue", application + "-green");
            case CANARY -> List.of(application + "-stable", application + "-canary");
            case HPA -> List.of();
        };
    }
}
