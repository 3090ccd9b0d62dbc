package io.jenkins.plugins.rolloutgate.run.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.checklist.state.Status;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignOffRecordTest extends RecordCase {

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
}
