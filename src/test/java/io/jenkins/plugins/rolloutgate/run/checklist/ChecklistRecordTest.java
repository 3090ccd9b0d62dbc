package io.jenkins.plugins.rolloutgate.run.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.record.DamagedRecordException;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistRecordTest {
    private static final Signer JANA = Signer.authenticated("jana", "session");
    private static final Signer PAUL = Signer.authenticated("paul", "session");
    private static final Signer KIM = Signer.authenticated("kim", "session");

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-26T07:00:00Z");
    private ChecklistRecords records;

    private ChecklistRecord start(String text) throws IOException {
        records = new ChecklistRecords(new ReleaseStore(folder), () -> now);
        return records.start(new Document("RELEASE.md", text, "", Map.of()), "jana", List.of("jana"), Json.object());
    }

    private ItemState item(ChecklistRecord record, int index) throws IOException {
        Snapshot snapshot = record.snapshot();
        return snapshot.state(now)
                .item(snapshot.checklist().entries().get(index).id());
    }

    private Event release(String id, int sequence, EventKind kind, String... fields) {
        var data = Json.object();
        for (int i = 0; i < fields.length; i += 2) {
            data.put(fields[i], fields[i + 1]);
        }
        if (kind == EventKind.STARTED) {
            data.put("release", id).put("strategy", "blue-green");
            data.putObject("spec").put("application", "web").put("image", "web:2");
        }
        return new Event(sequence, now.plusSeconds(sequence), Event.ENGINE, kind, data, "");
    }

    @Test
    void keepsWhatPeopleAndStepsSayForWhoeverReadsItLater() throws Exception {
        ChecklistRecord record = start("# Web 2\n- [ ] Dashboards looked at\n- [ ] Smoke tests\n- P95: ____ ms\n");

        new People(record).tick(PAUL, "Dashboards looked at", " fine\n", Map.of());
        new Taking(record).prove("jana", "Smoke tests", Verdict.PASS, "12 of 12 passed", Map.of());
        new People(record).fill(PAUL, "P95", 0, "312");

        Snapshot again = new ChecklistRecords(new ReleaseStore(folder), () -> now)
                .find(record.snapshot().id())
                .snapshot();
        assertThat(again.damage()).isEmpty();
        assertThat(again.id()).startsWith("checklist-web-2-");
        assertThat(again.checklist().entries())
                .extracting(item -> again.state(now).item(item.id()).status())
                .containsExactly(Status.SIGNED, Status.PASSED, Status.SIGNED);
        assertThat(again.events().get(2).text("comment")).isEqualTo("fine");
    }

    @Test
    void refusesADocumentThatIsBoundToNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("- [ ] A <!-- gate: nonsense -->\n"))
                .withMessageStartingWith("RELEASE.md: line 1: ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void copiesWhatAReleaseProvesOnceWithItsEvidence() throws Exception {
        ChecklistRecord record =
                start("- [ ] Smoke <!-- gate: gate smoke -->\n- [ ] Live <!-- gate: outcome promoted -->\n");
        List<Event> events = List.of(
                release("web-1", 1, EventKind.STARTED),
                release("web-1", 2, EventKind.GATE, "gate", "smoke", "verdict", "PASS", "sentence", "12 of 12"),
                release("web-1", 3, EventKind.ENDED, "outcome", "PROMOTED", "reason", "all is well"));

        new Following(record).release(events.subList(0, 2), "head2");
        new Following(record).release(events, "head3");
        int length = record.snapshot().events().size();
        new Following(record).release(events, "head3");

        assertThat(record.snapshot().events()).hasSize(length);
        assertThat(record.snapshot().events())
                .extracting(Event::kind)
                .containsExactly(
                        EventKind.STARTED,
                        EventKind.CHECKLIST,
                        EventKind.ROLLOUT,
                        EventKind.ITEM_PROVEN,
                        EventKind.ITEM_PROVEN,
                        EventKind.ROLLOUT);
        assertThat(item(record, 0))
                .extracting(ItemState::status, ItemState::sentence, ItemState::at)
                .containsExactly(Status.PASSED, "12 of 12", Optional.of(now.plusSeconds(2)));
        assertThat(item(record, 1).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void tellsThatAReleaseIsHeldOnceAndThatItGoesOn() throws Exception {
        ChecklistRecord record = start("- [ ] A\n");
        List<Event> events = new ArrayList<>();
        events.add(release("r1", 1, EventKind.STARTED));
        events.add(release("r1", 2, EventKind.PAUSED, "reason", "look"));
        new Following(record).release(events, "head");
        new Following(record).release(events, "head");
        events.add(release("r1", 3, EventKind.UNPAUSED, "reason", "fine"));

        Snapshot after = new Following(record).release(events, "head");

        assertThat(after.events().stream()
                        .filter(event -> event.kind() == EventKind.ROLLOUT)
                        .map(event -> event.text("stage")))
                .containsExactly("begun", "held", "resumed");
    }

    @Test
    void letsALaterReleaseMendWhatAnEarlierOneFailedAndNotTheOtherWayRound() throws Exception {
        ChecklistRecord record = start("- [ ] Smoke <!-- gate: gate smoke -->\n");
        List<Event> bad = List.of(
                release("web-1", 1, EventKind.STARTED),
                release("web-1", 2, EventKind.GATE, "gate", "smoke", "verdict", "FAIL", "sentence", "3 failed"));
        List<Event> good = List.of(
                release("web-2", 3, EventKind.STARTED),
                release("web-2", 4, EventKind.GATE, "gate", "smoke", "verdict", "PASS", "sentence", "12 of 12"));

        new Following(record).release(bad, "");
        Status failed = item(record, 0).status();
        new Following(record).release(good, "");
        new Following(record).release(bad, "");

        assertThat(failed).isEqualTo(Status.FAILED);
        assertThat(item(record, 0).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void letsAPersonCorrectANumberThatAPersonHasMistyped() throws Exception {
        ChecklistRecord record = start("- [ ] P95 latency: _____ ms (< 250 ms)\n");
        new People(record).tick(PAUL, "P95 latency", "", Map.of(0, "312"));
        Status mistyped = item(record, 0).status();

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new People(record).tick(PAUL, "P95 latency", "", Map.of()))
                .withMessageEndingWith(
                        "cannot be ticked, because 312 ms is not < 250 ms: correct what was filled in, or waive it with a"
                                + " reason");
        new People(record).tick(PAUL, "P95 latency", "typo", Map.of(0, "212"));

        assertThat(mistyped).isEqualTo(Status.FAILED);
        assertThat(item(record, 0).status()).isEqualTo(Status.SIGNED);
        assertThat(item(record, 0).sentence()).isEqualTo("typo; before 312 by paul");
        assertThat(item(record, 0).values()).containsEntry(0, "212");
    }

    @Test
    void tellsThatWhatFailedCannotBeTickedButWaived() throws Exception {
        ChecklistRecord record = start("- [ ] Smoke\n");
        new Taking(record).prove("jana", "Smoke", Verdict.FAIL, "3 failed", Map.of());

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new People(record).tick(PAUL, "Smoke", "", Map.of()))
                .withMessage(
                        "“Smoke” cannot be ticked, because its proof failed (3 failed): it can only be waived, with a"
                                + " reason");
        new People(record).waive(PAUL, "Smoke", "known flaw");
        assertThat(item(record, 0).status()).isEqualTo(Status.WAIVED);
    }

    @Test
    void writesNothingWhenItRefuses() throws Exception {
        ChecklistRecord record = start("- [ ] Latency: ____ ms\n");
        People people = new People(record);
        int before = record.snapshot().events().size();

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.tick(PAUL, "Latency", "", Map.of(0, "fast")))
                .withMessageContaining("wants a number, not “fast”");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.waive(PAUL, "Latency", "  "))
                .withMessage("say why: the reason is missing");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.tick(PAUL, "Latancy", "", Map.of()))
                .withMessageContaining("the nearest are");
        assertThat(record.snapshot().events()).hasSize(before);
    }

    @Test
    void recordsWhatSomebodyClaimsAndLetsItOpenNothing() throws Exception {
        ChecklistRecord record = start("- [ ] A\n- [ ] B\n- P95: ____ ms\n");
        String id = new Taking(record).ask("jana", question("QA", 1, "web:2"));
        Signer claim = Signer.claiming("paul");

        new People(record).tick(claim, "A", "", Map.of());
        new People(record).waive(claim, "B", "because");
        new People(record).fill(claim, "P95", 0, "312");
        new People(record).approve(claim, id, "");
        new People(record).reject(claim, id, "no");

        Snapshot now = record.snapshot();
        assertThat(now.events()).hasSize(8);
        assertThat(now.state(this.now).progress().done()).isZero();
        assertThat(now.state(this.now).signOff(id).stage(this.now)).isEqualTo(SignOff.Stage.WAITING);
    }

    @Test
    void tellsTheSecondOfTwoPeopleThatTheFirstWasThere() throws Exception {
        ChecklistRecord record = start("- [ ] Dashboards\n");
        new People(record).tick(PAUL, "Dashboards", "", Map.of());

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new People(record).tick(KIM, "Dashboards", "", Map.of()))
                .withMessage("“Dashboards” is signed by paul already");
    }

    @Test
    void asksARoleOnceAndTakesOnlyWhoMayApprove() throws Exception {
        ChecklistRecord record = start("- [ ] A\n");
        String id = new Taking(record).ask("jana", question("QA", 1, "web:2"));
        String other = new Taking(record).ask("jana", question("Tech lead", 1, "web:2"));
        People people = new People(record);

        assertThat(new Taking(record).ask("jana", question("QA", 1, "web:2"))).isEqualTo(id);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.approve(JANA, id, ""))
                .withMessage(
                        "you cannot approve for QA: you have asked for this release, so somebody else must approve it");
        people.approve(PAUL, id, "fine");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.approve(PAUL, id, ""))
                .withMessageContaining("you have approved already");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.approve(PAUL, other, ""))
                .withMessageContaining("one person is one role");
        now = now.plus(Duration.ofHours(2));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.approve(KIM, other, ""))
                .withMessageContaining("the time for it ended at 2026-11-26T08:00:00Z");
        assertThat(record.snapshot().state(now).signOff(id).stage(now)).isEqualTo(SignOff.Stage.COMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- [ ] Latency P95: ____ ms (target < 300 ms) | 900 | FAILED | 900 ms is not < 300 ms",
                "- [ ] Latency P95: ____ ms (target < 300 ms) | 299 | SIGNED | seen",
                "- Error rate < 0.1%: ____ %                  | 50  | FAILED | 50 % is not < 0.1 %",
                "- Error rate < 0.1%: ____ %                  | 0.05 | SIGNED | filled in",
                "- [ ] Up within 5 minutes, P95: ____ ms      | 900 | SIGNED | seen"
            })
    void holdsAValueAgainstTheLimitOfItsOwnItem(String line, String value, Status status, String sentence)
            throws Exception {
        ChecklistRecord record = start(line + "\n");
        String id = record.snapshot().checklist().entries().get(0).id();

        if (line.contains("[ ]")) {
            new People(record).tick(PAUL, id, "seen", Map.of(0, value));
        } else {
            new People(record).fill(PAUL, id, 0, value);
        }

        assertThat(item(record, 0))
                .extracting(ItemState::status, ItemState::sentence)
                .containsExactly(status, sentence);
    }

    @Test
    void letsTheLineOfARoleThatIsNotAskedBeSignedByOneWhoDidNotAskForTheRelease() throws Exception {
        ChecklistRecord record = start("- QA sign-off: ____\n- Security sign-off: ____\n");
        People people = new People(record);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.tick(JANA, "QA sign-off: ____", "", Map.of(0, "jana")))
                .withMessage("“QA sign-off: ____” is not for you to sign: you have asked for this release, so somebody"
                        + " else must sign for QA");
        people.tick(PAUL, "QA sign-off: ____", "", Map.of(0, "paul"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.tick(PAUL, "Security sign-off: ____", "", Map.of(0, "paul")))
                .withMessageContaining("you have signed for QA already, and one person is one role");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() ->
                        new Taking(record).prove("team #1", "Security sign-off: ____", Verdict.PASS, "fine", Map.of()))
                .withMessageContaining("is for Security to sign, not for a step");
        people.tick(KIM, "Security sign-off: ____", "", Map.of(0, "kim"));

        assertThat(record.snapshot().state(now).progress().done()).isEqualTo(2);
    }

    @Test
    void takesNoApprovalOfAVersionWhenAnotherOneIsReleasedAndLeavesOtherApplicationsAlone() throws Exception {
        ChecklistRecord record = start("- [ ] A\n");
        String web = new Taking(record).ask("jana", question("QA", 1, "registry:5000/web:2"));
        String api = new Taking(record).ask("jana", question("API lead", 1, "registry:5000/api:7"));
        new People(record).approve(KIM, api, "");
        Event begun = release("r1", 1, EventKind.STARTED);
        ((ObjectNode) begun.data().path("spec")).put("image", "registry:5000/web:3");

        new Following(record).release(List.of(begun), "head");

        assertThat(record.snapshot().state(now).signOff(api).stage(now)).isEqualTo(SignOff.Stage.COMPLETE);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new People(record).approve(PAUL, web, ""))
                .withMessage(
                        "you cannot approve for QA: it is for image registry:5000/web:2, and registry:5000/web:3 is"
                                + " released");
    }

    @Test
    void takesNoTickForTheLineOfARoleThatIsAskedForMore() throws Exception {
        ChecklistRecord record = start("- QA sign-off: ____\n");
        String id = new Taking(record).ask("jana", question("QA", 2, "web:2"));
        People people = new People(record);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.tick(PAUL, "QA sign-off: ____", "", Map.of()))
                .withMessage(
                        "“QA sign-off: ____” follows from the answers of QA: approve or reject what they are asked");
        people.approve(PAUL, id, "");
        people.approve(KIM, id, "");

        assertThat(item(record, 0).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void letsNobodySayThatWhatHasFailedDoesNotApply() throws Exception {
        ChecklistRecord record = start("# R\n## Checks\n- [ ] Smoke tests\n### Deep\n- [ ] Load tests\n");
        new Taking(record).prove("jana", "Load tests", Verdict.FAIL, "1 of 12 failed", Map.of());
        People people = new People(record);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.applies(PAUL, "Load tests", false, "flaky"))
                .withMessage("“Load tests” has failed (1 of 12 failed): it can only be waived, with a reason");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> people.sectionApplies(PAUL, "Checks", false, "flaky"))
                .withMessageContaining("“Load tests” has failed");
        people.sectionApplies(PAUL, "Checks", true, "it does");
    }

    @Test
    void letsNobodySayThatTheAnswersOfARoleDoNotApply() throws Exception {
        ChecklistRecord record = start("# R\n## Sign-off\n\nQA sign-off: ____\n");
        new Taking(record).ask("jana", question("QA", 1, "web:2"));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new People(record).sectionApplies(JANA, "Sign-off", false, "in a hurry"))
                .withMessageContaining("follows from the answers of QA");
    }

    @Test
    void letsNoEarlierExemptionStandForAnAnswerOrForWhatFailsLater() throws Exception {
        ChecklistRecord record = start("# R\n## Checks\n- [ ] Smoke tests\n\n## Sign-off\n\nQA sign-off: ____\n");
        People people = new People(record);
        people.applies(PAUL, "Smoke tests", false, "no time");
        people.sectionApplies(JANA, "Sign-off", false, "in a hurry");
        Status before = item(record, 1).status();

        new Taking(record).prove("jana", "Smoke tests", Verdict.FAIL, "1 of 12 failed", Map.of());
        new Taking(record).ask("jana", question("QA", 1, "web:2"));

        assertThat(before).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(item(record, 0).status()).isEqualTo(Status.FAILED);
        assertThat(item(record, 1).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void takesFromStepsOnlyValuesThatFitTheirBlanks() throws Exception {
        ChecklistRecord record = start("- [ ] P95: ____ ms\n");
        Taking taking = new Taking(record);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> taking.prove("jana", "P95", Verdict.PASS, "fast", Map.of(0, "fast")))
                .withMessageContaining("wants a number, not “fast”");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> taking.prove("jana", "P95", Verdict.PASS, "fast", Map.of(1, "312")))
                .withMessageContaining("has no blank with the number 2");
        taking.prove("jana", "P95", Verdict.PASS, "fast\nenough", Map.of(0, " 312\n"));

        assertThat(item(record, 0).sentence()).isEqualTo("fast enough");
        assertThat(item(record, 0).values()).containsEntry(0, "312");
    }

    @Test
    void doesNotTakeARefusalForDone() throws Exception {
        ChecklistRecord record = start("Decision: GO / NO-GO\n\nSLO met: ✅ / ❌\n\nDowntime: Yes / No\n");
        People people = new People(record);

        people.tick(PAUL, "Decision: GO / NO-GO", "", Map.of(0, "NO-GO"));
        people.fill(PAUL, "SLO met: ✅ / ❌", 0, "❌");
        people.fill(PAUL, "Downtime: Yes / No", 0, "No");

        assertThat(statuses(record)).containsExactly(Status.FAILED, Status.FAILED, Status.SIGNED);
        assertThat(item(record, 0).sentence()).isEqualTo("Decision: NO-GO");
    }

    @Test
    void letsNobodyTickWhatIsBoundToARole() throws Exception {
        ChecklistRecord record = start("- [ ] Approved <!-- gate: sign Tech lead -->\n- [ ] Other\n");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new People(record).tick(JANA, "Approved", "", Map.of()))
                .withMessageContaining("“Approved” follows from the answers of Tech lead");
    }

    @Test
    void letsNoEarlierTickStandForTheAnswersOfARole() throws Exception {
        ChecklistRecord record = start("- QA sign-off: ____\n");
        new People(record).tick(PAUL, "QA sign-off: ____", "", Map.of());

        new Taking(record).ask("jana", question("QA", 2, "web:2"));

        assertThat(item(record, 0).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void wantsTwoPeopleWhereNobodyKnowsWhoAsked() throws Exception {
        records = new ChecklistRecords(new ReleaseStore(folder), () -> now);
        ChecklistRecord record =
                records.start(new Document("", "- [ ] A\n", "", Map.of()), "timer", List.of(), Json.object());
        String id = new Taking(record)
                .ask("timer", new Question("QA", List.of(), 1, true, "", Optional.empty(), List.of(), Map.of()));

        new People(record).approve(PAUL, id, "");

        assertThat(record.snapshot().state(now).signOff(id).stage(now)).isEqualTo(SignOff.Stage.WAITING);
    }

    @Test
    void doesNotCountAnApprovalOfSomethingElse() throws Exception {
        ChecklistRecord record = start("- [ ] A\n");
        String first = new Taking(record).ask("jana", question("QA", 1, "web:2"));
        new People(record).approve(PAUL, first, "");

        String second = new Taking(record).ask("jana", question("QA", 1, "web:3"));

        assertThat(second).isNotEqualTo(first);
        assertThat(record.snapshot().state(now).signOff(first).voided()).hasSize(1);
        assertThat(record.snapshot().state(now).signOff(second).stage(now)).isEqualTo(SignOff.Stage.WAITING);
    }

    @Test
    void asksAgainWhereOtherRulesHoldAndKeepsWhatWasApproved() throws Exception {
        ChecklistRecord record = start("- [ ] A\n");
        Taking taking = new Taking(record);
        String first = taking.ask("jana", question("QA", 1, "web:2"));
        new People(record).approve(PAUL, first, "");

        String same = taking.ask("jana", question("QA", 1, "web:2"));
        String more = taking.ask("jana", question("QA", 2, "web:2"));
        String elsewhere = taking.ask(
                "jana",
                new Question(
                        "QA",
                        List.of("paul", "kim"),
                        2,
                        true,
                        "After",
                        Optional.of(Duration.ofHours(1)),
                        List.of(),
                        Map.of("image", "web:2")));

        assertThat(same).isEqualTo(first);
        assertThat(List.of(first, more, elsewhere)).doesNotHaveDuplicates();
        assertThat(record.snapshot().state(now).signOff(more).stage(now)).isEqualTo(SignOff.Stage.WAITING);
        assertThat(record.snapshot().state(now).signOff(first).stage(now)).isEqualTo(SignOff.Stage.COMPLETE);
    }

    @Test
    void doesNotCountWhatSomebodyHasApprovedWhoNowStandsBehindTheRelease() throws Exception {
        ChecklistRecord record = start("- [ ] A\n");
        Taking taking = new Taking(record);
        String first = taking.ask("jana", question("QA", 1, "web:2"));
        new People(record).approve(PAUL, first, "");

        String second = taking.ask(
                "paul",
                new Question(
                        "QA",
                        List.of("paul", "kim"),
                        1,
                        true,
                        "",
                        Optional.of(Duration.ofHours(1)),
                        List.of("paul"),
                        Map.of("image", "web:2")));

        assertThat(record.snapshot().state(now).signOff(second).stage(now)).isEqualTo(SignOff.Stage.WAITING);
    }

    @Test
    void overridesTheQuestionThatIsOpenAndNoLaterOne() throws Exception {
        ChecklistRecord record = start("# R\n## Sign-off\n- [ ] A\n");
        Taking taking = new Taking(record);
        String first = taking.ask("jana", question("QA", 1, "web:2"));
        new People(record).override(KIM, "sign qa", "QA is on the plane");

        String second = taking.ask("jana", question("QA", 1, "web:3"));

        assertThat(record.snapshot().state(now).signOff(first).isOverridden()).isTrue();
        assertThat(record.snapshot().state(now).signOff(second).isOverridden()).isFalse();
    }

    @Test
    void overridesNoGateThatDoesNotExist() throws Exception {
        ChecklistRecord record = start("# R\n## Checks\n- [ ] A\n## Sign off\n- [ ] B\n");
        People people = new People(record);

        for (String gate : new String[] {null, "Cheks", "sign QA"}) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> people.override(KIM, gate, "why not"))
                    .withMessageContaining("name a section, or 'sign ROLE' for a role that was asked");
        }
        people.override(KIM, "Checks", "no time");
        people.override(KIM, "Sign off", "no time");
        people.override(KIM, "", "no time");
    }

    @Test
    void voidsAnApprovalWhenAnotherImageIsReleased() throws Exception {
        ChecklistRecord record = start("- [ ] A\n");
        String id = new Taking(record).ask("jana", question("QA", 1, "web:1"));
        new People(record).approve(PAUL, id, "");

        new Following(record).release(List.of(release("web-1", 1, EventKind.STARTED)), "");

        assertThat(record.snapshot().state(now).signOff(id).signed()).isEmpty();
    }

    @Test
    void voidsAnApprovalOfTheDocumentWhenThatIsEdited() throws Exception {
        String text = "- [ ] Lead <!-- gate: sign QA -->\n";
        ChecklistRecord record = start(text);
        Taking taking = new Taking(record);
        Map<String, String> subject = Map.of("document", record.snapshot().documentDigest());
        String id =
                taking.ask("jana", new Question("QA", List.of(), 1, true, "", Optional.empty(), List.of(), subject));
        new People(record).approve(PAUL, id, "");
        Status approved = item(record, 0).status();

        taking.document(new Document("RELEASE.md", text + "- [ ] Drop the database\n", "", Map.of()), "jana");

        assertThat(approved).isEqualTo(Status.PASSED);
        assertThat(item(record, 0).status()).isEqualTo(Status.OPEN);
        assertThat(record.snapshot().state(now).signOff(id).voided()).hasSize(1);
    }

    @Test
    void keepsWhatWasSignedOverAnEditOfTheDocument() throws Exception {
        ChecklistRecord record = start("# R\n- [ ] Dashboards looked at\n");
        new People(record).tick(PAUL, "Dashboards looked at", "", Map.of());

        new Taking(record)
                .document(
                        new Document("RELEASE.md", "# R\n- [ ] New\n- [ ] The dashboards looked at\n", "", Map.of()),
                        "jana");

        assertThat(item(record, 0).status()).isEqualTo(Status.OPEN);
        assertThat(item(record, 1).status()).isEqualTo(Status.SIGNED);
    }

    @Test
    void noticesAChangeOfTheSameLengthWhileItIsInUse() throws Exception {
        ChecklistRecord record = start("- [ ] A\n- [ ] B\n");
        new People(record).tick(PAUL, "A", "red", Map.of());
        new People(record).tick(PAUL, "B", "", Map.of());
        Path file = new ReleaseStore(folder).journal(record.snapshot().id());

        Files.writeString(file, Files.readString(file).replace("red", "fit"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(record.snapshot().damage()).contains("line 4 does not continue the line before it");
        assertThatExceptionOfType(DamagedRecordException.class)
                .isThrownBy(() -> RecordStatement.of(file, now))
                .withMessage("record " + file + " is damaged: line 4 does not continue the line before it");
    }

    @Test
    void opensDailySectionsAgainWithANewDay() throws Exception {
        ChecklistRecord record = start("# R\n## Daily checks\n- [ ] Errors looked at\n## Once\n- [ ] Done\n");
        new People(record).tick(PAUL, "Errors looked at", "", Map.of());
        new People(record).tick(PAUL, "Done", "", Map.of());
        new Taking(record).reopen(ZoneOffset.UTC);
        Status sameDay = item(record, 0).status();

        now = now.plus(Duration.ofDays(1));
        new Taking(record).reopen(ZoneOffset.UTC);
        new Taking(record).reopen(ZoneOffset.UTC);

        assertThat(sameDay).isEqualTo(Status.SIGNED);
        assertThat(item(record, 0).status()).isEqualTo(Status.OPEN);
        assertThat(item(record, 1).status()).isEqualTo(Status.SIGNED);
        assertThat(record.snapshot().events().stream().filter(event -> event.kind() == EventKind.REOPENED))
                .hasSize(1);
    }

    @Test
    void wantsTestsAnswersAndExemptionsAnewWhenASectionOpensAgain() throws Exception {
        ChecklistRecord record = start("""
                # R
                ## Daily checks
                - [ ] Tests <!-- gate: junit * -->
                - [ ] Lead <!-- gate: sign QA -->
                ### Backups
                - [ ] Restored
                """);
        Taking taking = new Taking(record);
        taking.gate("jana", "junit *", Verdict.PASS, "12 of 12 tests passed", Map.of());
        String first = taking.ask("jana", question("QA", 1, "web:2"));
        new People(record).approve(PAUL, first, "");
        new People(record).sectionApplies(PAUL, "Backups", false, "not today");
        List<Status> today = statuses(record);

        now = now.plus(Duration.ofDays(1));
        taking.reopen(ZoneOffset.UTC);
        List<Status> tomorrow = statuses(record);
        String second = taking.ask("jana", question("QA", 1, "web:2"));
        new People(record).approve(PAUL, second, "");

        assertThat(today).containsExactly(Status.PASSED, Status.PASSED, Status.NOT_APPLICABLE);
        assertThat(tomorrow).containsOnly(Status.OPEN);
        assertThat(item(record, 0).sentence()).isEqualTo("waits for junit * again");
        assertThat(second).isNotEqualTo(first).isEqualTo(taking.ask("jana", question("QA", 1, "web:2")));
        assertThat(item(record, 1).status()).isEqualTo(Status.PASSED);
    }

    private List<Status> statuses(ChecklistRecord record) throws IOException {
        Snapshot snapshot = record.snapshot();
        return snapshot.checklist().entries().stream()
                .map(item -> snapshot.state(now).item(item.id()).status())
                .toList();
    }

    private static Question question(String role, int quorum, String image) {
        return new Question(
                role,
                List.of("paul", "kim"),
                quorum,
                true,
                "",
                Optional.of(Duration.ofHours(1)),
                List.of(),
                Map.of("image", image));
    }
}
