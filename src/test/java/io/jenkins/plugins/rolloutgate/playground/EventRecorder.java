package io.jenkins.plugins.rolloutgate.playground;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a watch reports. */
final class EventRecorder<T extends HasMetadata> implements Watcher<T> {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** Each event as its kind and the object's name. */
    List<String> seen() {
        return seen;
    }

    @Override
    public void eventReceived(Action action, T object) {
        seen.add(action + " " + object.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException cause) {
        seen.add("closed");
    }
}
