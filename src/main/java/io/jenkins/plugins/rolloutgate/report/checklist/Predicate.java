package io.jenkins.plugins.rolloutgate.report.checklist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.attestation.Statement;
import io.jenkins.plugins.rolloutgate.report.JsonReport;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is stated about a record: how the checklist stands, or how the release ended. */
public final class Predicate {
    private static final String RECORD = "record.jsonl";

    private Predicate() {}

    /** About a checklist: its record, and the document as it was last taken in. */
    public static Statement statement(ChecklistReport report, byte[] record) {
        Map<String, String> subjects = new LinkedHashMap<>();
        subjects.put(report.id() + "/" + RECORD, digest(record));
        report.events().stream()
                .filter(event -> !event.text("digest").isEmpty())
                .reduce((first, second) -> second)
                .ifPresent(taken -> subjects.put(
                        taken.text("file").isEmpty() ? "checklist.md" : taken.text("file"), taken.text("digest")));
        ObjectNode predicate = Json.object().put("kind", "checklist");
        predicate.set("checklist", ChecklistStatusJson.of(report));
        return new Statement(subjects, predicate);
    }

    /** About a release: its record. */
    public static Statement statement(ReleaseReport report, byte[] record) {
        String id = report.heading().release();
        ObjectNode predicate = Json.object().put("kind", "release");
        predicate.set("release", JsonReport.of(report));
        return new Statement(Map.of(id + "/" + RECORD, digest(record)), predicate);
    }

    /** SHA-256 in hex. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
