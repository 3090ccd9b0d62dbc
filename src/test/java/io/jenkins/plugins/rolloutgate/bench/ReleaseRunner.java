package io.jenkins.plugins.rolloutgate.bench;

import java.util.concurrent.CompletableFuture;

/** One way to do blue-green releases, to be measured; thread-safe. */
interface ReleaseRunner extends AutoCloseable {
    /**
     * Brings the image live by the naming convention and takes the old colour's replicas away at once. Neither probes
     * nor drains, which would be measured by their own settings.
     *
     * @return completes when the last write has been answered, exceptionally when the image is not live
     */
    CompletableFuture<Void> run(String namespace, String application, String image);

    /** The name under which the API server counts its requests. */
    String userAgent();

    @Override
    void close();
}
