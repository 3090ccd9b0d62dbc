package io.jenkins.plugins.rolloutgate.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What checks read, as text; everything that is not told of is not there, and everything is allowed that is not denied. */
public final class World {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    static final Subject SHOP = new Subject("shop", List.of("web-blue", "web-green"), false, NOW);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> objects = new HashMap<>();
    private final Set<String> denied = new HashSet<>();

    public World has(String path, String json) {
        try {
            objects.put(path, JSON.readTree(json.replace('\'', '"')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A Deployment whose pods are so. */
    World deployment(String name, int replicas, int available, String pod) {
        return has(
                SHOP.deployment(name),
                "{'spec': {'replicas': " + replicas + ", 'template': {'spec': " + pod + "}},"
                        + " 'status': {'availableReplicas': " + available + "}}");
    }

    /** Each Deployment has one container of this kind. */
    World container(String json) {
        SHOP.deployments().forEach(name -> deployment(name, 3, 3, "{'containers': [" + json + "]}"));
        return this;
    }

    public World denies(String verbAndResource) {
        denied.add(verbAndResource);
        return this;
    }

    Finding finds(String check) {
        return finds(check, SHOP);
    }

    Finding finds(String check, Subject subject) {
        Check found = Checks.all().stream()
                .filter(one -> one.name().equals(check))
                .findFirst()
                .orElseThrow();
        return finds(found, subject);
    }

    public Finding finds(Check found, Subject subject) {
        Answers answers = Answers.NONE;
        for (int round = 0; round < 9; round++) {
            Check.Step step = found.next(subject, answers);
            if (step instanceof Finding finding) {
                return finding;
            }
            Need need = (Need) step;
            for (String path : need.paths()) {
                answers = answers.with(path, Optional.ofNullable(objects.get(path)));
            }
            for (Access access : need.access()) {
                answers = answers.with(access, !denied.contains(access.verb() + " " + access.where()));
            }
        }
        throw new AssertionError(found.name() + " reads without end");
    }
}
