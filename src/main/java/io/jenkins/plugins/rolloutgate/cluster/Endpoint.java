package io.jenkins.plugins.rolloutgate.cluster;

/** A pod behind a Service, as all of the Service's EndpointSlices together say it, once per pod uid. */
public record Endpoint(String podUid, String podName, boolean ready, boolean terminating) {}
