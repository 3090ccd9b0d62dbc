package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.Document;
import io.jenkins.plugins.rolloutgate.run.checklist.Following;
import io.jenkins.plugins.rolloutgate.run.checklist.People;
import io.jenkins.plugins.rolloutgate.run.checklist.Question;
import io.jenkins.plugins.rolloutgate.run.checklist.Signer;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A checklist in the middle of a release: everything that its page can show. */
final class SampleChecklist {
    static final Instant START = Instant.parse("2026-11-26T01:00:00Z");
    static final String DOCUMENT = """
            # Release checkout 1.9

            Contacts for tonight are below. Ask before you improvise: the last time a label printer was forgotten, two hundred
            parcels stayed in the hall over the weekend, and nobody knew whom to call. Then read the runbook again, slowly.

            ## Before the release
            - [x] Image is in the registry
            - [ ] Smoke tests pass <!-- gate: gate smoke -->
            - [ ] Change request approved, number: ____
            - [ ] Label printer answers 200 <!-- gate: gate printer -->
            - [ ] Load test on staging at twice the peak
                ```sh
                k6 run load.js
                ```
            - [ ] Optional: tell the partners

            ## After the release
            - [ ] New version has all the traffic <!-- gate: traffic 100% -->
            - [ ] Dashboards
              - [ ] Errors compared with last week
              - [ ] Orders per minute: ____ /min, went: up / down
            - P95 latency: ____ ms

            ## Rollback
            - [ ] Partners told

            ## Daily checks
            - [ ] Error budget looked at

            ## Rollback triggers
            - Error rate > 1%
            - Investigate: P95 > 500 ms

            ## Contacts
            | Role | Phone |
            |---|---|
            | Operations | +49 30 1234 |
            """;

    private final ChecklistRecord record;
    private Instant now = START;

    SampleChecklist(Path folder, String document) throws IOException {
        record = new ChecklistRecords(new ReleaseStore(folder), () -> now)
                .start(
                        new Document("docs/RELEASE.md", document, "", Map.of()),
                        "mei",
                        List.of("mei"),
                        Json.object().put("job", "checkout").put("build", 214));
    }

    /** One that shows every status. */
    static ChecklistReport report(Path folder) throws Exception {
        SampleChecklist sample = new SampleChecklist(folder, DOCUMENT);
        sample.fill();
        return sample.report();
    }

    private void fill() throws Exception {
        Signer jana = Signer.authenticated("jana", "session, SAML");
        Signer paul = Signer.authenticated("paul", "session, SAML");
        People people = new People(record);
        Taking taking = new Taking(record);
        new Following(record)
                .release(
                        List.of(
                                event(1, EventKind.STARTED, "release", "checkout-7", "strategy", "canary"),
                                event(2, EventKind.GATE, "gate", "smoke", "verdict", "PASS", "sentence", "12 of 12"),
                                event(3, EventKind.GATE, "gate", "printer", "verdict", "FAIL", "sentence", "503")),
                        "ab".repeat(32));
        people.tick(jana, "Change request approved, number", "", Map.of(0, "CHG-20418"));
        people.waive(paul, "Load test on staging at twice the peak", "staging has no database since Tuesday");
        taking.prove(
                "checkout #214", "Image is in the registry", Verdict.PASS, "digest sha256:9f2c is there", Map.of());
        String qa = taking.ask("mei", question("QA", 1));
        people.approve(jana, qa, "looks good");
        String operations = taking.ask("mei", question("Operations", 2));
        now = now.plus(Duration.ofMinutes(20));
        people.approve(paul, operations, "");
    }

    ChecklistReport report() throws IOException {
        return record.snapshot().report(now);
    }

    ChecklistRecord record() {
        return record;
    }

    static Question question(String role, int quorum) {
        return new Question(
                role,
                List.of("group " + role.toLowerCase(java.util.Locale.ROOT)),
                quorum,
                true,
                "",
                Optional.of(Duration.ofHours(2)),
                List.of(),
                Map.of("image", "checkout:1.9.0"));
    }

    private Event event(long sequence, EventKind kind, String... fields) {
        var data = Json.object();
        for (int i = 0; i < fields.length; i += 2) {
            data.put(fields[i], fields[i + 1]);
        }
        return new Event(sequence, now.plusSeconds(sequence), Event.ENGINE, kind, data, "");
    }
}
