package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.util.Optional;

/**
 * The arguments of a blue-green release as people give them, in a Jenkinsfile or in a shell, and what holds where they
 * say nothing.
 *
 * <p>Null and blank text mean "not given" everywhere. Durations are texts that {@link Durations} reads. Not thread-safe.
 */
public final class BlueGreenArguments {
    public static final String TIMEOUT = "5m";
    public static final String WATCH = "30s";
    public static final String DRAIN = "30s";
    public static final String SCALE_DOWN_DELAY = "30s";
    /** A rollback leaves a bad version: nothing is watched, and its pods stay only while proxies lag behind. */
    public static final String ROLLBACK_DRAIN = "10s";

    private final Mode mode;
    private String cluster = "";
    private String namespace = "";
    private String application = "";
    private String blue = "";
    private String green = "";
    private String service = "";
    private String previewService = "";
    private String image = "";
    private String container = "";
    private int replicas;
    private String timeout = TIMEOUT;
    private Optional<HttpProbe> probe = Optional.of(HttpProbe.DEFAULT);
    private boolean smoke;
    private String watch;
    private String drain;
    private String scaleDownDelay;
    private String idleCounter = "";
    private OnFailure onFailure = OnFailure.ROLLBACK;
    private boolean force;
    private boolean allowTemplateDifferences;

    /** Begins with the defaults of a mode. */
    public BlueGreenArguments(Mode mode) {
        this.mode = mode;
        boolean deploy = mode == Mode.DEPLOY;
        watch = deploy ? WATCH : "0s";
        drain = deploy ? DRAIN : ROLLBACK_DRAIN;
        scaleDownDelay = deploy ? SCALE_DOWN_DELAY : "0s";
    }

    /** Name of the cluster, for people. */
    public BlueGreenArguments cluster(String value) {
        cluster = Given.or(value, cluster);
        return this;
    }

    public BlueGreenArguments namespace(String value) {
        namespace = Given.or(value, namespace);
        return this;
    }

    /** Names that follow from it unless given: NAME-blue, NAME-green, NAME-active, and NAME-preview where it exists. */
    public BlueGreenArguments application(String value) {
        application = Given.or(value, application);
        return this;
    }

    public BlueGreenArguments blue(String value) {
        blue = Given.or(value, blue);
        return this;
    }

    public BlueGreenArguments green(String value) {
        green = Given.or(value, green);
        return this;
    }

    public BlueGreenArguments service(String value) {
        service = Given.or(value, service);
        return this;
    }

    public BlueGreenArguments previewService(String value) {
        previewService = Given.or(value, previewService);
        return this;
    }

    public BlueGreenArguments image(String value) {
        image = Given.or(value, image);
        return this;
    }

    public BlueGreenArguments container(String value) {
        container = Given.or(value, container);
        return this;
    }

    /**
     * Least size of the new colour; null for the size of the active one.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public BlueGreenArguments replicas(Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException("replicas must be from 1 to 10000, not " + value);
        }
        replicas = value == null ? replicas : value;
        return this;
    }

    public BlueGreenArguments timeout(String value) {
        timeout = Given.or(value, timeout);
        return this;
    }

    /**
     * Changes the probe where values are given.
     *
     * @param status null for 200
     * @throws IllegalArgumentException if the probe may not be sent
     */
    public BlueGreenArguments probe(String path, Integer status, String port) {
        HttpProbe now = probe.orElse(HttpProbe.DEFAULT);
        probe = Optional.of(new HttpProbe(
                Given.or(path, now.path()), status == null ? now.status() : status, Given.or(port, now.port())));
        return this;
    }

    public BlueGreenArguments noProbe() {
        probe = Optional.empty();
        return this;
    }

    /** Whether somebody will run smoke tests against the idle colour. */
    public BlueGreenArguments smoke(boolean value) {
        smoke = value;
        return this;
    }

    public BlueGreenArguments watch(String value) {
        watch = Given.or(value, watch);
        return this;
    }

    public BlueGreenArguments drain(String value) {
        drain = Given.or(value, drain);
        return this;
    }

    public BlueGreenArguments scaleDownDelay(String value) {
        scaleDownDelay = Given.or(value, scaleDownDelay);
        return this;
    }

    public BlueGreenArguments idleCounter(String value) {
        idleCounter = Given.or(value, idleCounter);
        return this;
    }

    /**
     * {@code rollback} or {@code hold}, in any case.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public BlueGreenArguments onFailure(String value) {
        onFailure = OnFailure.parse("onFailure", Given.or(value, onFailure.name()));
        return this;
    }

    public BlueGreenArguments force(boolean value) {
        force = value;
        return this;
    }

    public BlueGreenArguments allowTemplateDifferences(boolean value) {
        allowTemplateDifferences = value;
        return this;
    }

    /**
     * The complete arguments.
     *
     * @throws IllegalArgumentException naming the argument that is wrong or missing, in one line
     */
    public BlueGreenSpec spec() {
        if (application.isEmpty() && (blue.isEmpty() || green.isEmpty() || service.isEmpty())) {
            throw new IllegalArgumentException(
                    "application is missing: name it, or name all of blue, green and service");
        }
        return new BlueGreenSpec(
                mode,
                cluster,
                namespace,
                application.isEmpty() ? service : application,
                Given.or(blue, application + "-blue"),
                Given.or(green, application + "-green"),
                Given.or(service, application + "-active"),
                previewService.isEmpty() && !application.isEmpty() ? application + "-preview" : previewService,
                !previewService.isEmpty(),
                image,
                container,
                replicas,
                Given.duration("timeout", timeout),
                probe,
                smoke,
                Given.duration("watch", watch),
                Given.duration("drain", drain),
                Given.duration("scaleDownDelay", scaleDownDelay),
                idleCounter,
                onFailure,
                force,
                allowTemplateDifferences);
    }
}
