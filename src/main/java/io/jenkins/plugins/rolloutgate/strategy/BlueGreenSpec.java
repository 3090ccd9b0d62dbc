package io.jenkins.plugins.rolloutgate.strategy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.Observation;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a blue-green release, complete and checked.
 *
 * @param mode whether a new image is brought live or the other colour as it is
 * @param cluster name of the cluster, for people
 * @param application what is released, for people; names of objects follow from it unless given
 * @param blue Deployment of one colour
 * @param green Deployment of the other colour
 * @param service the active Service, which has the traffic
 * @param previewService the Service that shows the idle colour; empty for none
 * @param previewNamed whether it was asked for by name, so that it must exist
 * @param image the new image; empty in mode ROLLBACK
 * @param container whose image it is; empty for the only one
 * @param replicas least size of the new colour; 0 for the size of the active one
 * @param timeout from the start to the switch, by the wall clock
 * @param probe asked of every new pod; empty for none
 * @param smoke whether somebody will run smoke tests against the idle colour and tell the verdict
 * @param watch how long the new colour is watched after the switch
 * @param drain how long the old colour is given to finish its work after the switch
 * @param scaleDownDelay how long the old colour stands at full size after the switch
 * @param idleCounter path at which an old pod tells how many requests it has served; empty for none
 */
public record BlueGreenSpec(
        Mode mode,
        String cluster,
        String namespace,
        String application,
        String blue,
        String green,
        String service,
        String previewService,
        boolean previewNamed,
        String image,
        String container,
        int replicas,
        Duration timeout,
        Optional<HttpProbe> probe,
        boolean smoke,
        Duration watch,
        Duration drain,
        Duration scaleDownDelay,
        String idleCounter,
        OnFailure onFailure,
        boolean force,
        boolean allowTemplateDifferences)
        implements ReleaseSpec {
    public static final String STRATEGY = "blue-green";

    /** Which way the release goes. */
    public enum Mode {
        DEPLOY,
        ROLLBACK
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the argument that is wrong
     */
    public BlueGreenSpec {
        SpecChecks.name("namespace", namespace);
        SpecChecks.name("blue", blue);
        SpecChecks.name("green", green);
        SpecChecks.name("service", service);
        if (!previewService.isEmpty()) {
            SpecChecks.name("previewService", previewService);
        }
        SpecChecks.require(!blue.equals(green), "blue and green must be two Deployments, both are " + blue);
        SpecChecks.require(
                !service.equals(previewService), "service and previewService must differ, both are " + service);
        SpecChecks.require(mode == Mode.ROLLBACK || !image.isBlank(), "image is missing: name the image to bring live");
        SpecChecks.imageName(image);
        SpecChecks.require(replicas >= 0 && replicas <= 10_000, "replicas must be from 1 to 10000, not " + replicas);
        SpecChecks.require(!timeout.isZero() && !timeout.isNegative(), "timeout must be longer than 0 s");
        SpecChecks.atMost("timeout", timeout);
        SpecChecks.atMost("watch", watch);
        SpecChecks.atMost("drain", drain);
        SpecChecks.atMost("scaleDownDelay", scaleDownDelay);
        if (!idleCounter.isEmpty()) {
            new HttpProbe(idleCounter, 200, "");
        }
    }

    @Override
    @JsonIgnore
    public String strategyName() {
        return STRATEGY;
    }

    @Override
    @JsonIgnore
    public Strategy strategy() {
        return new BlueGreenStrategy(this);
    }

    @Override
    @JsonIgnore
    public Targets targets() {
        List<String> services = new ArrayList<>(List.of(service));
        if (!previewService.isEmpty()) {
            services.add(previewService);
        }
        return new Targets(namespace, List.of(blue, green), services, lease(service));
    }

    /** Name of the Lease that elects who may move the traffic of a Service. */
    public static String lease(String service) {
        return "rollout-gate-" + service;
    }

    @Override
    @JsonIgnore
    public boolean isRollback() {
        return mode == Mode.ROLLBACK;
    }

    @Override
    public void adopt(String release, JsonNode baseline, Observation seen, ObjectNode into) {
        BlueGreenAdoption adoption = BlueGreenAdoption.read(release, this, Json.read(baseline, Baseline.class), seen);
        into.set("done", Json.tree(adoption.done()));
        adoption.decision()
                .ifPresent(decision -> into.put("decision", decision)
                        .put("reason", "its journal is gone; the cluster shows that it was on its way back"));
    }

    @Override
    public Check check(Observation seen) {
        BlueGreenPreconditions checked = BlueGreenPreconditions.check(this, seen);
        return new Check(checked.refusals(), checked.warnings());
    }
}
