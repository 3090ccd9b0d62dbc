package io.jenkins.plugins.rolloutgate.cluster;

/** Names one object of a cluster. */
public record ObjectRef(Kind kind, String namespace, String name) {
    /** For sentences: {@code deployment shop/checkout-blue}. */
    @Override
    public String toString() {
        return kind.word() + " " + namespace + "/" + name;
    }
}
