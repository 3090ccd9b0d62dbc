package io.jenkins.plugins.rolloutgate.run.checklist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.Checklist;
import io.jenkins.plugins.rolloutgate.checklist.ChecklistReader;
import io.jenkins.plugins.rolloutgate.checklist.Edited;
import io.jenkins.plugins.rolloutgate.checklist.SourceText;
import io.jenkins.plugins.rolloutgate.checklist.bind.BindingFile;
import io.jenkins.plugins.rolloutgate.checklist.bind.Bindings;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.HashChain;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checklist as it was given: its text, and what proves its items.
 *
 * @param file its name, for people; empty if it was given as a text
 * @param text as it stands in the file, with byte order mark and line breaks
 * @param bindings the YAML beside it; empty for none
 * @param bind bindings by the name of an item
 */
public record Document(String file, String text, String bindings, Map<String, String> bind) {
    private static final int PROBLEMS_NAMED = 3;

    public Document {
        bind = Collections.unmodifiableMap(new LinkedHashMap<>(bind));
    }

    /**
     * What is read of it.
     *
     * @throws IllegalArgumentException in one line that names the document, if it cannot be read or has nothing to tick
     */
    Checklist read() {
        try {
            return ChecklistReader.read(SourceText.of(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException((file.isEmpty() ? "the checklist" : file) + " " + e.getMessage(), e);
        }
    }

    /**
     * What proves its items.
     *
     * @throws IllegalArgumentException in one line, if the YAML cannot be read
     */
    Bindings bindings(Checklist checklist) {
        return Bindings.of(checklist, BindingFile.read(bindings), bind);
    }

    /**
     * Refuses a document whose items cannot be bound as it says.
     *
     * @throws IllegalArgumentException in one line
     */
    void check() {
        List<String> problems = bindings(read()).problems();
        if (!problems.isEmpty()) {
            int shown = Math.min(PROBLEMS_NAMED, problems.size());
            String more = problems.size() > shown ? "; and " + (problems.size() - shown) + " more" : "";
            throw new IllegalArgumentException((file.isEmpty() ? "the checklist" : file) + ": "
                    + String.join("; ", problems.subList(0, shown)) + more);
        }
    }

    /** Facts of a {@code CHECKLIST} event. */
    ObjectNode data(Checklist carried) {
        ObjectNode data = Json.object();
        if (!file.isEmpty()) {
            data.put("file", file);
        }
        data.put("digest", HashChain.hash(text)).put("text", text);
        if (!bindings.isEmpty()) {
            data.put("bindings", bindings);
        }
        if (!bind.isEmpty()) {
            data.set("bind", Json.tree(bind));
        }
        ArrayNode items = data.putArray("items");
        List<Edited.Known> known = Edited.known(carried);
        for (int i = 0; i < known.size(); i++) {
            Edited.Known item = known.get(i);
            ObjectNode one = items.addObject()
                    .put("id", item.id())
                    .put("text", item.text())
                    .put("kind", carried.entries().get(i).kind().name());
            one.set("path", Json.tree(item.path()));
            if (!item.under().isEmpty()) {
                one.set("under", Json.tree(item.under()));
            }
        }
        return data;
    }

    /** The document of a {@code CHECKLIST} event. */
    static Document of(Event event) {
        Map<String, String> bind = new LinkedHashMap<>();
        event.data()
                .path("bind")
                .properties()
                .forEach(entry -> bind.put(entry.getKey(), entry.getValue().asText()));
        return new Document(event.text("file"), event.text("text"), event.text("bindings"), bind);
    }

    /** The items of a {@code CHECKLIST} event, with the ids that they had then. */
    static List<Edited.Known> known(Event event) {
        List<Edited.Known> known = new ArrayList<>();
        for (JsonNode item : event.data().path("items")) {
            known.add(new Edited.Known(
                    item.path("id").asText(),
                    texts(item.path("path")),
                    texts(item.path("under")),
                    item.path("text").asText()));
        }
        return known;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
