package io.jenkins.plugins.rolloutgate.autoscale.vpa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.preflight.Amount;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.util.List;

/**
 * The VerticalPodAutoscaler that one Deployment is to have.
 *
 * @param mode {@code Off} only recommends; {@code Initial}, {@code Recreate} and {@code InPlaceOrRecreate} change pods
 * @param least CPU and memory that is recommended, such as {@code 100m/128Mi}
 * @param most CPU and memory that is recommended, such as {@code 2000m/2Gi}
 * @param samples of a container before its recommendation is believed, 1 or more
 */
public record VpaSpec(String namespace, String deployment, String mode, String least, String most, int samples) {
    public static final String OFF = "Off";
    public static final String LEAST = "100m/128Mi";
    public static final String MOST = "2000m/2Gi";
    public static final int SAMPLES = 5;

    private static final List<String> MODES = List.of(OFF, "Initial", "Recreate", "InPlaceOrRecreate");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public VpaSpec {
        SpecChecks.name("namespace", namespace);
        SpecChecks.name("deployment", deployment);
        SpecChecks.require(MODES.contains(mode), "mode must be " + String.join(", ", MODES) + ", not '" + mode + "'");
        for (int part = 0; part < 2; part++) {
            double low = amount("min", least, part);
            double high = amount("max", most, part);
            SpecChecks.require(high >= low, "max " + most + " must be at least min " + least);
        }
        SpecChecks.require(samples >= 1, "samples must be 1 or more, not " + samples);
    }

    private static double amount(String argument, String both, int part) {
        String[] parts = both.split("/", -1);
        double amount = parts.length == 2
                ? Amount.of(Json.object().put("amount", parts[part].strip()).path("amount"))
                : 0;
        SpecChecks.require(amount > 0, argument + " '" + both + "' is not CPU and memory, such as " + LEAST);
        return amount;
    }

    /** All that there are, the most careful first. */
    public static List<String> modes() {
        return MODES;
    }

    public boolean acts() {
        return !mode.equals(OFF);
    }

    /** As {@code autoscaling.k8s.io/v1} has it. */
    public ObjectNode manifest(String name) {
        ObjectNode manifest = Json.object();
        manifest.put("apiVersion", "autoscaling.k8s.io/v1").put("kind", "VerticalPodAutoscaler");
        manifest.putObject("metadata").put("name", name).put("namespace", namespace);
        ObjectNode spec = manifest.putObject("spec");
        spec.putObject("targetRef")
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put("name", deployment);
        spec.putObject("updatePolicy").put("updateMode", mode);
        ObjectNode policy =
                spec.putObject("resourcePolicy").putArray("containerPolicies").addObject();
        policy.put("containerName", "*");
        bound(policy.putObject("minAllowed"), least);
        bound(policy.putObject("maxAllowed"), most);
        return manifest;
    }

    private static void bound(ObjectNode bound, String both) {
        String[] parts = both.split("/", -1);
        bound.put("cpu", parts[0].strip()).put("memory", parts[1].strip());
    }
}
