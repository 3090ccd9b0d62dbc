package io.jenkins.plugins.rolloutgate.autoscale.hpa;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Amount;
import io.jenkins.plugins.rolloutgate.preflight.Answers;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Finding;
import io.jenkins.plugins.rolloutgate.preflight.Need;
import io.jenkins.plugins.rolloutgate.preflight.NodesCheck;
import io.jenkins.plugins.rolloutgate.preflight.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Whether the nodes have room for as many pods as the autoscaler may start. Only a warning: nodes may be added by
 * somebody else, and affinities and taints are not looked at.
 */
record HpaCapacityCheck(HpaSpec spec) implements Check {
    private static final String NODES = "api/v1/nodes";
    private static final String PODS =
            "api/v1/pods?fieldSelector=status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed";

    @Override
    public String name() {
        return "hpa-capacity";
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        List<String> paths = new ArrayList<>(subject.deploymentPaths());
        paths.addAll(List.of(NODES, PODS));
        return paths.stream().allMatch(answers::has)
                ? answers.get(paths.get(0))
                        .map(deployment -> judge(deployment, answers))
                        .orElseGet(() -> Finding.notApplicable("there is no deployment"))
                : new Need(paths, List.of());
    }

    private Finding judge(JsonNode deployment, Answers answers) {
        JsonNode pod = deployment.at("/spec/template/spec");
        double cpu = requested(pod, HpaMetric.CPU);
        double memory = requested(pod, HpaMetric.MEMORY);
        int more = Math.max(0, spec.max() - deployment.at("/spec/replicas").asInt(1));
        List<JsonNode> pods = HpaChecks.items(answers, PODS);
        long room = HpaChecks.items(answers, NODES).stream()
                .filter(NodesCheck::takesPods)
                .mapToLong(node -> room(node, pods, cpu, memory))
                .sum();
        Finding finding = room >= more
                ? Finding.pass("the nodes have room for " + more + " more pods, up to " + spec.max())
                : Finding.warn(
                        "the nodes have room for " + room + " more pods, " + more + " are needed to reach "
                                + spec.max(),
                        "see that nodes are added in time, or lower max");
        return finding.with("room", (double) room).with("needed", more);
    }

    private static double requested(JsonNode pod, String resource) {
        JsonNode whole = pod.at("/resources/requests/" + resource);
        return whole.isMissingNode()
                ? StreamSupport.stream(pod.path("containers").spliterator(), false)
                        .mapToDouble(container -> Amount.of(container.at("/resources/requests/" + resource)))
                        .sum()
                : Amount.of(whole);
    }

    private static long room(JsonNode node, List<JsonNode> pods, double cpu, double memory) {
        List<JsonNode> here = pods.stream()
                .filter(pod -> pod.at("/spec/nodeName").asText().equals(HpaPlan.name(node)))
                .toList();
        double freeCpu = free(node, here, HpaMetric.CPU);
        double freeMemory = free(node, here, HpaMetric.MEMORY);
        double slots = Amount.of(node.at("/status/allocatable/pods")) - here.size();
        double fits = Math.min(slots, Math.min(fitting(freeCpu, cpu), fitting(freeMemory, memory)));
        return (long) Math.max(0, Math.floor(fits));
    }

    private static double free(JsonNode node, List<JsonNode> here, String resource) {
        return Amount.of(node.at("/status/allocatable/" + resource))
                - here.stream()
                        .mapToDouble(pod -> requested(pod.path("spec"), resource))
                        .sum();
    }

    private static double fitting(double free, double each) {
        return each == 0 ? Double.MAX_VALUE : free / each;
    }
}
