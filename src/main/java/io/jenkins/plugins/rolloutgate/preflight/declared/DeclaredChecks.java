package io.jenkins.plugins.rolloutgate.preflight.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.preflight.Check;
import io.jenkins.plugins.rolloutgate.preflight.Checks;
import io.jenkins.plugins.rolloutgate.preflight.MonitoringChecks;
import io.jenkins.plugins.rolloutgate.slo.openslo.Documents;
import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The checks of a file. */
public final class DeclaredChecks {
    private final List<Entry> entries;

    private DeclaredChecks(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads a list of checks.
     *
     * @throws IllegalArgumentException in one line, naming the check and what is wrong with it
     */
    public static DeclaredChecks read(String yaml) {
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Checks.all().forEach(check -> names.add(check.name()));
        MonitoringChecks.all().forEach(check -> names.add(check.name()));
        for (JsonNode one : Documents.list(yaml)) {
            Entry entry = Entry.read(one);
            SpecChecks.require(
                    names.add(entry.name()), "two checks are named " + entry.name() + ": name one of them otherwise");
            entries.add(entry);
        }
        return new DeclaredChecks(entries);
    }

    /**
     * Refuses what would look into another namespace.
     *
     * @throws IllegalArgumentException naming the check
     */
    public DeclaredChecks within(String namespace) {
        for (Entry entry : entries) {
            SpecChecks.require(
                    entry.namespace().isEmpty()
                            || entry.namespace().equals(namespace)
                            || entry.namespace().equals(Entry.NO_NAMESPACE),
                    "check " + entry.name() + " looks into namespace " + entry.namespace() + ": only " + namespace
                            + " is allowed here");
        }
        return this;
    }

    public List<Check> all() {
        return entries.stream().<Check>map(DeclaredCheck::new).toList();
    }
}
