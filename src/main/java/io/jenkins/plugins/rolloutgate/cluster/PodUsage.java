package io.jenkins.plugins.rolloutgate.cluster;

import java.util.List;
import java.util.Map;

/** What the pods of a Deployment use now; only read. Calls block, and may be made from any thread. */
public interface PodUsage {
    /**
     * The pods that a Deployment selects and that are not ending.
     *
     * @throws ClusterException if the Deployment, its pods or their metrics cannot be read
     */
    List<Usage> usage(String namespace, String deployment) throws ClusterException;

    /**
     * One pod.
     *
     * @param restarts of all its containers, since it was made
     */
    record Usage(String pod, int restarts, List<Container> containers) {
        public Usage {
            containers = List.copyOf(containers);
        }
    }

    /**
     * One container; CPU in cores and memory in bytes, by the resource's name {@code cpu} or {@code memory}.
     *
     * @param used empty as long as the metrics server has not measured it
     * @param requests empty for a resource that it does not ask for
     * @param limits empty for a resource that is not limited
     */
    record Container(String name, Map<String, Double> used, Map<String, Double> requests, Map<String, Double> limits) {
        public Container {
            used = Map.copyOf(used);
            requests = Map.copyOf(requests);
            limits = Map.copyOf(limits);
        }
    }
}
