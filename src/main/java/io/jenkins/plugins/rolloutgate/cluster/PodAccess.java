package io.jenkins.plugins.rolloutgate.cluster;

import java.util.List;

/** What a release asks of pods, all through the API server, so that no route to the pods is needed. */
public interface PodAccess {
    /**
     * GETs a path of a pod or Service through the API server's proxy.
     *
     * @param target {@code pods/NAME} or {@code services/NAME}, with an optional {@code :PORT}
     */
    Answer get(String namespace, String target, String path) throws ClusterException;

    /** The last lines of a container's log; those of the run before when it has been restarted. */
    List<String> log(String namespace, String pod, String container, boolean previous, int lines)
            throws ClusterException;

    /** Messages of the newest warning events about a pod, newest last. */
    List<String> warnings(String namespace, String pod) throws ClusterException;

    /**
     * An HTTP answer.
     *
     * @param body at most the first 4096 characters
     */
    record Answer(int status, String body) {}
}
