package io.jenkins.plugins.rolloutgate.cluster;

/** The annotations in which a cluster remembers a release; there is nothing else of ours in it. */
public final class Annotations {
    private static final String PREFIX = "rollout-gate.jenkins.io/";

    /** The release that wrote last. */
    public static final String RELEASE = PREFIX + "release";
    /** The phase in which it wrote. */
    public static final String PHASE = PREFIX + "phase";
    /** The fence: {@link Epoch} of the driver that wrote last. */
    public static final String EPOCH = PREFIX + "epoch";
    /** Head of the record just before the write, which also identifies the write. */
    public static final String HEAD = PREFIX + "head";
    /** On an autoscaler: {@code minReplicas} to restore. */
    public static final String MIN_REPLICAS = PREFIX + "min-replicas";
    /** On the Lease: the arguments of the release. */
    public static final String SPEC = PREFIX + "spec";
    /** On the Lease: what stood before, and is to be restored. */
    public static final String BASELINE = PREFIX + "baseline";

    private Annotations() {}

    /** The JSON pointer of an annotation in its object. */
    public static String pointer(String annotation) {
        return "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
    }
}
