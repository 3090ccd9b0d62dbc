package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Whether there are nodes that take pods. */
public record NodesCheck() implements Check {
    private static final String PATH = "api/v1/nodes";

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        if (!answers.has(PATH)) {
            return Need.paths(List.of(PATH));
        }
        List<JsonNode> nodes =
                answers.get(PATH).map(list -> Workload.list(list.path("items"))).orElse(List.of());
        List<JsonNode> usable = nodes.stream().filter(NodesCheck::takesPods).toList();
        List<String> not = nodes.stream()
                .filter(node -> !takesPods(node))
                .map(node -> node.at("/metadata/name").asText())
                .toList();
        double cores = usable.stream()
                .mapToDouble(node -> Amount.of(node.at("/status/allocatable/cpu")))
                .sum();
        double memory = usable.stream()
                .mapToDouble(node -> Amount.of(node.at("/status/allocatable/memory")))
                .sum();
        String seen = usable.size() + " of " + nodes.size() + " nodes take pods, with " + Amount.text("cpu", cores)
                + " and " + Amount.text("memory", memory);
        Finding finding;
        if (usable.isEmpty()) {
            finding = Finding.fail("no node takes pods", "bring nodes back, or uncordon them");
        } else if (not.isEmpty()) {
            finding = Finding.pass(seen);
        } else {
            finding = Finding.warn(seen + "; not " + String.join(", ", not), "see that this is meant");
        }
        return finding.with("ready", usable.size())
                .with("nodes", nodes.size())
                .with("cores", cores)
                .with("memory", memory);
    }

    public static boolean takesPods(JsonNode node) {
        return !node.at("/spec/unschedulable").asBoolean()
                && Workload.list(node.at("/status/conditions")).stream()
                        .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                                && condition.path("status").asText().equals("True"));
    }
}
