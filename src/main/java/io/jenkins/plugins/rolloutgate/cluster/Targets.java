package io.jenkins.plugins.rolloutgate.cluster;

import java.util.List;
import java.util.Optional;

/**
 * What of a namespace a release looks at.
 *
 * @param lease name of the Lease that elects who may write
 * @param route the HTTPRoute or VirtualService that shares the traffic, if one does
 */
public record Targets(
        String namespace, List<String> deployments, List<String> services, String lease, Optional<ObjectRef> route) {

    /** Targets without a route. */
    public Targets(String namespace, List<String> deployments, List<String> services, String lease) {
        this(namespace, deployments, services, lease, Optional.empty());
    }

    public Targets {
        deployments = List.copyOf(deployments);
        services = List.copyOf(services);
    }

    public ObjectRef deployment(String name) {
        return new ObjectRef(Kind.DEPLOYMENT, namespace, name);
    }

    public ObjectRef service(String name) {
        return new ObjectRef(Kind.SERVICE, namespace, name);
    }

    public ObjectRef leaseRef() {
        return new ObjectRef(Kind.LEASE, namespace, lease);
    }
}
