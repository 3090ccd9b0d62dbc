package io.jenkins.plugins.rolloutgate.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An application with two colours by the naming convention: blue is live with all replicas, green stands by with none.
 *
 * @param image of both colours
 */
public record BlueGreenApp(String namespace, String name, String image, int replicas) {
    List<ObjectNode> objects() {
        AppObjects objects = new AppObjects(namespace, name);
        return List.of(
                objects.deployment("blue", image, replicas),
                objects.deployment("green", image, 0),
                objects.service("active", objects.labels("blue")),
                objects.service("preview", objects.labels("green")));
    }
}
