package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import io.jenkins.plugins.rolloutgate.cluster.Cluster;
import io.jenkins.plugins.rolloutgate.cluster.Targets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Who wants to hear of changes in one namespace. Thread-safe. */
final class Subscribers {
    private static final Logger LOGGER = Logger.getLogger(Subscribers.class.getName());

    private static final class Subscriber {
        final Targets targets;
        final Runnable changed;

        Subscriber(Targets targets, Runnable changed) {
            this.targets = targets;
            this.changed = changed;
        }
    }

    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    Cluster.Subscription add(Targets targets, Runnable changed) {
        Subscriber subscriber = new Subscriber(targets, changed);
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    void notify(Predicate<Targets> interested) {
        for (Subscriber subscriber : subscribers) {
            if (interested.test(subscriber.targets)) {
                run(subscriber.changed);
            }
        }
    }

    private static void run(Runnable changed) {
        try {
            changed.run();
        } catch (RuntimeException e) {
            // One subscriber's failure must not end the watch of all.
            LOGGER.log(Level.WARNING, "a subscriber to changes of a cluster failed", e);
        }
    }
}
