package io.jenkins.plugins.rolloutgate.slo.openslo;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.slo.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an OpenSLO v1 file says, as objectives.
 *
 * @param notes one line for each field that is not taken over, and why
 * @see <a href="https://github.com/OpenSLO/OpenSLO">OpenSLO specification</a>
 */
public record OpenSlo(List<Objective> objectives, List<String> notes) {
    public OpenSlo {
        objectives = List.copyOf(objectives);
        notes = List.copyOf(notes);
    }

    /** How an SLO over a share of requests is judged. */
    public enum Judged {
        /** In the window of a release, by the sequential test. */
        BY_RELEASE,
        /** As an error budget over the SLO's own time window, by its burn rate. */
        BY_BUDGET
    }

    /**
     * Reads the SLOs of a file, with their SLIs inline or in the same file.
     *
     * @param yaml one or more documents
     * @param source name of the metric source for metrics that refer to none
     * @throws IllegalArgumentException in one line, naming the document and what is wrong with it
     */
    public static OpenSlo read(String yaml, String source, Judged judged) {
        List<String> notes = new ArrayList<>();
        Map<String, JsonNode> indicators = new TreeMap<>();
        List<JsonNode> slos = new ArrayList<>();
        for (JsonNode document : Documents.of(yaml)) {
            String kind = document.path("kind").asText();
            String name = document.path("metadata").path("name").asText();
            String version = document.path("apiVersion").asText();
            if (!version.equals("openslo/v1")) {
                throw new IllegalArgumentException(
                        "a document is of apiVersion '" + version + "': only openslo/v1 is read");
            }
            if (name.isEmpty()) {
                throw new IllegalArgumentException(kind + " without metadata.name: name it");
            }
            switch (kind) {
                case "SLO" -> slos.add(document);
                case "SLI" -> indicators.put(name, document.path("spec"));
                case "DataSource" ->
                    notes.add("DataSource " + name
                            + " is not taken from the file: configure a metric source of this name");
                default -> notes.add(kind + " " + name + " is not used");
            }
        }
        if (slos.isEmpty()) {
            throw new IllegalArgumentException("no document is of kind SLO: add one");
        }
        List<Objective> objectives = new ArrayList<>();
        for (JsonNode slo : slos) {
            objectives.addAll(new SloDocument(slo, indicators, source, judged, notes).objectives());
        }
        return new OpenSlo(objectives, notes);
    }
}
