package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** All that is shared by the users of one cluster with one identity. Thread-safe. */
final class Connection implements AutoCloseable {
    private final ApiServer api;
    private final Leases leases;
    private final PodRequests pods;
    private final Timer timer;
    private final Duration linger;
    private final Map<String, NamespaceView> views = new HashMap<>();

    /**
     * Opens nothing yet.
     *
     * @param linger how long the watches of a namespace outlast their last user
     */
    Connection(ClusterAccess access, Timer timer, Duration linger) {
        this.api = new ApiServer(access.config());
        this.leases = new Leases(api);
        this.pods = new PodRequests(api);
        this.timer = timer;
        this.linger = linger;
    }

    ApiServer api() {
        return api;
    }

    Leases leases() {
        return leases;
    }

    PodRequests pods() {
        return pods;
    }

    /** The view of a namespace, opened by the first who asks. */
    synchronized NamespaceView view(String namespace) {
        NamespaceView view = views.computeIfAbsent(namespace, name -> {
            retireLater(name);
            return new NamespaceView(api, name, timer);
        });
        view.use();
        return view;
    }

    private void retireLater(String namespace) {
        timer.after(linger, () -> retire(namespace));
    }

    private synchronized void retire(String namespace) {
        NamespaceView view = views.get(namespace);
        if (view == null) {
            return;
        }
        if (view.isIdleFor(linger)) {
            views.remove(namespace);
            view.close();
        } else {
            retireLater(namespace);
        }
    }

    synchronized void written(ObjectRef ref, JsonNode object) {
        NamespaceView view = views.get(ref.namespace());
        if (view != null) {
            view.written(ref.kind(), object);
        }
    }

    @Override
    public synchronized void close() {
        views.values().forEach(NamespaceView::close);
        views.clear();
        api.close();
    }
}
