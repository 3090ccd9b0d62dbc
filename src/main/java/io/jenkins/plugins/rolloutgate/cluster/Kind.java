package io.jenkins.plugins.rolloutgate.cluster;

import java.util.Locale;

/** The kinds of object that a release changes. */
public enum Kind {
    DEPLOYMENT("Deployment"),
    SERVICE("Service"),
    AUTOSCALER("HorizontalPodAutoscaler"),
    LEASE("Lease"),
    HTTP_ROUTE("HTTPRoute"),
    VIRTUAL_SERVICE("VirtualService");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** As Kubernetes spells it. */
    public String title() {
        return title;
    }

    /** As a sentence says it. */
    public String word() {
        return title.toLowerCase(Locale.ROOT);
    }

    public static Kind of(String title) {
        for (Kind kind : values()) {
            if (kind.title.equals(title)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind " + title);
    }
}
