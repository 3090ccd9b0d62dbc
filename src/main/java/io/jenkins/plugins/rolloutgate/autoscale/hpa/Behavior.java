package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.slo.Durations;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast an autoscaler follows the load, so that it is done within given times.
 *
 * <p>What is counted: the age of a measurement (metrics-server's resolution) and the time between two looks of the
 * controller ({@code --horizontal-pod-autoscaler-sync-period}), 15 s each by default, then a stabilization window, then one
 * step to the size that the formula gives. The start of pods comes on top.
 *
 * @param scaleUpWithin from 15 s to one hour
 * @param scaleDownWithin from 15 s to one hour
 */
public record Behavior(Duration scaleUpWithin, Duration scaleDownWithin) {
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final Duration MEASURED_AND_LOOKED_AT = LOOK.multipliedBy(2);
    /** Down twice as long is kept free: a measurement too early in the fall costs one more look. */
    private static final Duration FALL = LOOK.multipliedBy(4);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DEFAULT_WINDOW = 300;
    private static final int FEWEST_PODS = 4;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public Behavior {
        check("scaleUpWithin", scaleUpWithin);
        check("scaleDownWithin", scaleDownWithin);
    }

    private static void check(String argument, Duration value) {
        SpecChecks.require(
                value.compareTo(LOOK) >= 0 && value.compareTo(LONGEST) <= 0,
                argument + " must be from 15 s, the time between two looks of the controller, to 1 h, not "
                        + Durations.text(value));
    }

    private static int window(Duration within, Duration spent) {
        return (int) Math.max(0, within.minus(spent).toSeconds());
    }

    int upWindow() {
        return window(scaleUpWithin, MEASURED_AND_LOOKED_AT);
    }

    int downWindow() {
        return window(scaleDownWithin, FALL);
    }

    /** As {@code autoscaling/v2} has it; every field is given, so that no default of the API server hides. */
    ObjectNode json(int min, int max) {
        ObjectNode json = Json.object();
        int all = Math.max(FEWEST_PODS, max - min);
        rules(json.putObject("scaleUp"), upWindow(), all);
        rules(json.putObject("scaleDown"), downWindow(), all);
        return json;
    }

    private static void rules(ObjectNode rules, int window, int pods) {
        rules.put("stabilizationWindowSeconds", window).put("selectPolicy", "Max");
        rules.putArray("policies").add(policy("Percent", 100)).add(policy("Pods", pods));
    }

    private static ObjectNode policy(String type, int value) {
        return Json.object().put("type", type).put("value", value).put("periodSeconds", (int) LOOK.toSeconds());
    }

    /** What a reader should know about the numbers, a sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (scaleUpWithin.compareTo(MEASURED_AND_LOOKED_AT) < 0) {
            notes.add("scaling up within " + Durations.text(scaleUpWithin)
                    + " needs a cluster that measures and looks more often than every 15 s, the default");
        }
        if (scaleDownWithin.toSeconds() <= DEFAULT_WINDOW) {
            notes.add("the stabilization window for scaling down is " + downWindow() + " s: with the default of "
                    + DEFAULT_WINDOW + " s it could not be done within " + Durations.text(scaleDownWithin));
        }
        return notes;
    }
}
