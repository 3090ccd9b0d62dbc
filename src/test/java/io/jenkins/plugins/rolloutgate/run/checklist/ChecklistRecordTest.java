package io.jenkins.plugins.rolloutgate.run.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.rolloutgate.checklist.state.ItemState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.record.DamagedRecordException;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistRecordTest extends RecordCase {

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
}
