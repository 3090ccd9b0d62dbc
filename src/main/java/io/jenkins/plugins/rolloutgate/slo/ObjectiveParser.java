package io.jenkins.plugins.rolloutgate.slo;

/** Reads objectives in their short form; every other argument has its default, see {@link ObjectiveArguments}. */
public final class ObjectiveParser {
    private final QueryCatalogue catalogue;

    public ObjectiveParser(QueryCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Reads one objective, such as {@code p95 <= 100 ms (cache)}.
     *
     * @throws IllegalArgumentException in one line, naming the text and what is wrong with it
     */
    public Objective parse(String text) {
        return new ObjectiveArguments(text).objective(catalogue);
    }
}
