package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

/** Finds objects of a {@link Store} by something else than their name. Told of every change in order, under the lock of the store. */
interface Index<T> {
    /**
     * Takes a change of one object.
     *
     * @param before null if it was not there
     * @param after null if it is gone
     */
    void change(String name, T before, T after);
}
