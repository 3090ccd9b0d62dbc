package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.AbortException;
import io.jenkins.plugins.rolloutgate.jenkins.ChecklistWait.Standing;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.Document;
import io.jenkins.plugins.rolloutgate.run.checklist.People;
import io.jenkins.plugins.rolloutgate.run.checklist.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecklistGateStepTest {
    private static final Signer JANA = Signer.authenticated("jana", "session");
    private static final String SECTION = "Before the release";

    @TempDir
    Path folder;

    private final Instant now = Instant.now();
    private ChecklistRecord record;

    @BeforeEach
    void startAChecklist() throws IOException {
        record = new ChecklistRecords(new ReleaseStore(folder), () -> now)
                .start(
                        new Document(
                                "RELEASE.md",
                                "# R\n## Before the release\n- [ ] A\n- [ ] B\n- [ ] Optional: C\n## After\n- [ ] D\n",
                                "",
                                Map.of()),
                        "dev",
                        List.of("dev"),
                        Json.object());
    }

    private Standing look(ChecklistGateStep step, Instant time) throws IOException {
        return ((ChecklistGateStep.Execution) step.start(new NoContext(false))).look(record.snapshot(), time);
    }

    private static ChecklistGateStep step(String section) {
        ChecklistGateStep step = new ChecklistGateStep();
        step.setSection(section);
        return step;
    }

    @Test
    void waitsForWhatMustBeDoneInItsSectionAndSaysForWhat() throws Exception {
        Standing open = look(step(SECTION), now);
        new People(record).tick(JANA, "A", "", Map.of());
        new People(record).tick(JANA, "B", "", Map.of());
        Standing done = look(step(SECTION), now);

        assertThat(open)
                .isEqualTo(Standing.waiting(
                        "“Before the release”: 0 of 3 done, waiting for “A” and 1 more", Optional.empty()));
        assertThat(done).isEqualTo(Standing.done("“Before the release”: 2 of 3 done, complete"));
        assertThat(look(step(""), now).over()).isFalse();
    }

    @Test
    void failsWhenItsTimeIsOver() throws Exception {
        ChecklistGateStep step = step(SECTION);
        step.setDeadline("2h");

        assertThat(look(step, now.plus(Duration.ofMinutes(119))).over()).isFalse();
        assertThat(look(step, now.plus(Duration.ofHours(3))))
                .isEqualTo(Standing.failed("“Before the release” is not complete in time: “A” and 1 more"));
    }

    @Test
    void isOpenedByAnOverrideOfItsSectionHoweverThatIsNamed() throws Exception {
        new People(record).override(JANA, "After", "another one");
        boolean other = look(step(SECTION), now).over();

        new People(record).override(JANA, "before the RELEASE", "it burns");

        assertThat(other).isFalse();
        assertThat(look(step(SECTION), now))
                .isEqualTo(Standing.done("“Before the release”: 0 of 3 done, opened by an override"));
        assertThat(look(step(""), now).over()).isFalse();
    }

    @Test
    void tellsTheNearestSectionsForOneThatDoesNotExist() {
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> look(step("Before release"), now))
                .withMessage(
                        "checklistGate: there is no section 'Before release': the nearest are 'Before the release',"
                                + " 'After'");
    }

    @Test
    void refusesWrongArgumentsAtOnce() {
        ChecklistGateStep step = step(SECTION);
        step.setOnDeadline("explode");

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> step.start(new NoContext(false)))
                .withMessage("checklistGate: onDeadline must be fail or unstable, not 'explode'");
    }
}
