package io.jenkins.plugins.rolloutgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseReportTest {

    @Test
    void tellsWhatAGoodReleaseDidAndHowLongItTook() {
        ReleaseReport report = SampleRecords.good().report();

        assertThat(report.heading().title()).isEqualTo("streamgate 1.3 → 1.4");
        assertThat(report.heading().startedBy()).isEqualTo("jana");
        assertThat(report.standing().status()).isEqualTo(Status.PROMOTED);
        assertThat(report.safety().tone()).isEqualTo(Tone.PASS);
        assertThat(report.safety().sentence()).isEqualTo("Traffic is safe: all on streamgate:1.4");
        assertThat(report.safety().newShare()).contains(1.0);
        assertThat(report.timings())
                .extracting(Timing::name, Timing::status)
                .containsExactly(
                        tuple("Deployment", Status.MET),
                        tuple("Rollback", Status.NOT_NEEDED),
                        tuple("Failed requests", Status.MET));
        assertThat(report.timings().get(0).took()).contains(Duration.ofMillis(6_654));
        assertThat(report.summary().text()).startsWith("streamgate 1.3 → 1.4 PROMOTED in 38 s.");
        assertThat(report.summary().badge()).isEqualTo("1.4 promoted");
    }

    @Test
    void addsUpWhatWasCountedInSeveralPartsInOneWay() {
        ReleaseReport report = SampleRecords.good().requests(5, 0, 1000, -1).report();

        assertThat(report.requests())
                .extracting(RequestCount::sent, count -> count.byImage().get(SampleRecords.NEW_IMAGE))
                .containsExactly(tuple(8_800L, 7_400L));
    }

    @Test
    void listsEveryWriteInOrderWithBeforeAndAfter() {
        ReleaseReport report = SampleRecords.good().report();

        assertThat(report.writes())
                .extracting(WriteRow::kind, WriteRow::name, WriteRow::status)
                .containsExactly(
                        tuple("Lease", "rollout-gate-streamgate-active", Status.WRITTEN),
                        tuple("Deployment", "streamgate-green", Status.WRITTEN),
                        tuple("Service", "streamgate-active", Status.WRITTEN),
                        tuple("Deployment", "streamgate-blue", Status.WRITTEN));
        assertThat(report.writes().get(1).change())
                .containsExactly(
                        new WriteRow.Difference(
                                "image", "registry.example.com/media/streamgate:1.2", SampleRecords.NEW_IMAGE),
                        new WriteRow.Difference("replicas", "0", "3"));
        assertThat(report.writes().get(2).change())
                .containsExactly(new WriteRow.Difference("selector version", "blue", "green"));
        assertThat(report.writes().get(2).result()).isEqualTo("answered in\u00a012\u00a0ms");
    }

    @Test
    void accountsForTheWholeTimeInPhases() {
        ReleaseReport report = SampleRecords.good().report();

        Duration sum = report.phases().stream().map(PhaseRow::took).reduce(Duration.ZERO, Duration::plus);
        assertThat(sum).isEqualTo(report.heading().elapsed());
        assertThat(report.phases())
                .extracting(PhaseRow::phase)
                .containsExactly(
                        "CHECK", "PREPARE", "READY", "PROBE", "SWITCH", "ENDPOINTS", "WATCH", "DRAIN", "SCALE_DOWN");
        assertThat(report.phases().get(2).waits())
                .extracting(WaitRow::text, wait -> wait.took().toMillis())
                .containsExactly(
                        tuple("ready 0 of 3", 4200L), tuple("ready 1 of 3", 1100L), tuple("ready 2 of 3", 1053L));
    }

    @Test
    void tellsWhyAReleaseRolledBackAndThatTheTrafficIsSafeAgain() {
        ReleaseReport report = SampleRecords.rolledBack().report();

        assertThat(report.standing().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(report.standing().tone()).isEqualTo(Tone.FAIL);
        assertThat(report.safety().sentence()).isEqualTo("Traffic is safe: all on streamgate:1.3");
        assertThat(report.timings().get(1).status()).isEqualTo(Status.MET);
        assertThat(report.timings().get(1).took()).contains(Duration.ofMillis(4_437));
        assertThat(report.timings().get(2).status()).isEqualTo(Status.MISSED);
        assertThat(report.timings().get(2).value()).isEqualTo("17");
        assertThat(report.phases())
                .filteredOn(phase -> phase.status() == Status.STOPPED)
                .extracting(PhaseRow::phase)
                .containsExactly("WATCH");
        assertThat(report.logs().get(0).lines()).anyMatch(line -> line.contains("OutOfMemoryError"));
    }

    @Test
    void keepsAWriteThatWasNotWrittenBesideTheOneThatFollowed() {
        ReleaseReport report = SampleRecords.rolledBack().report();

        assertThat(report.writes())
                .filteredOn(write -> write.key().equals("switch-back"))
                .extracting(WriteRow::status, WriteRow::known)
                .containsExactly(
                        tuple(Status.NOT_WRITTEN, "service media/streamgate-active was changed in between"),
                        tuple(Status.WRITTEN, "answered"));
    }

    @Test
    void saysWhatAPersonCanDoAboutAHeldRelease() {
        ReleaseReport report = SampleRecords.held().report();

        assertThat(report.standing().status()).isEqualTo(Status.HELD);
        assertThat(report.standing().facts()).extracting(Fact::label).contains("To go back", "To stay");
        assertThat(report.safety().tone()).isEqualTo(Tone.WARN);
        assertThat(report.safety().sentence()).isEqualTo("Held: all traffic is on streamgate:1.4");
        assertThat(report.safety().facts()).contains(new Fact("Way back", "open: blue still stands, one write"));
    }

    @Test
    void saysOfARunningReleaseWhatItWaitsForAndWhatFailureWouldDo() {
        ReleaseReport report = SampleRecords.running().report();

        assertThat(report.standing().status()).isEqualTo(Status.RUNNING);
        assertThat(report.standing().title()).isEqualTo("Wait until ready");
        assertThat(report.standing().sentence()).isEqualTo("Ready 2 of 3");
        assertThat(report.standing().facts())
                .contains(new Fact("If it fails", "rolls back to streamgate:1.3"))
                .contains(new Fact("Switch by", "02:45:00 UTC, 4 min 53 s left"));
        assertThat(report.safety().sentence()).isEqualTo("Traffic is safe: all on streamgate:1.3");
        assertThat(report.phases().get(2).status()).isEqualTo(Status.NOW);
    }

    @Test
    void doesNotCallTrafficSafeWhileItIsOnAVersionThatFailed() {
        SampleRecords record = SampleRecords.empty()
                .switched()
                .decision("rollback", "smoke tests: 2 of 9 failed")
                .phase(Phase.ROLLBACK);

        ReleaseReport report = record.report();

        assertThat(report.safety().tone()).isEqualTo(Tone.FAIL);
        assertThat(report.safety().sentence()).isEqualTo("Traffic is still on streamgate:1.4");
        assertThat(report.standing().title()).isEqualTo("Rolling back");
    }

    @Test
    void saysWhenNeitherVersionHasReadyPods() {
        ReleaseReport report = SampleRecords.empty().switched().traffic(0, 0).report();

        assertThat(report.safety().tone()).isEqualTo(Tone.FAIL);
        assertThat(report.safety().sentence()).isEqualTo("Neither version has the traffic");
        assertThat(report.safety().newShare()).isEmpty();
    }

    @Test
    void measuresARollbackThatWasAskedForFromItsStart() {
        ReleaseReport report = SampleRecords.manualRollback().report();

        assertThat(report.standing().title()).isEqualTo("ROLLED BACK, as asked");
        assertThat(report.standing().tone()).isEqualTo(Tone.PASS);
        assertThat(report.timings().get(0).status()).isEqualTo(Status.NOT_NEEDED);
        assertThat(report.timings().get(1).took()).contains(report.heading().elapsed());
    }

    @Test
    void saysOfARefusedReleaseThatNothingWasTouched() {
        ReleaseReport report = SampleRecords.refused().report();

        assertThat(report.safety().sentence()).isEqualTo("Traffic was not touched");
        assertThat(report.writes()).isEmpty();
        assertThat(report.gates()).extracting(GateRow::verdict).containsExactly(Status.NOT_RUN);
        assertThat(report.timings().get(2).value()).isEqualTo("not counted");
    }

    @Test
    void promisesNothingOnADamagedRecord() {
        List<String> lines = new ArrayList<>(SampleRecords.good().lines());
        lines.remove(5);
        RecordReader.Result read = RecordReader.read(lines);

        ReleaseReport report = ReleaseReport.of(read.events(), Chain.of(read), SampleRecords.START);

        assertThat(report.safety().tone()).isEqualTo(Tone.WARN);
        assertThat(report.safety().sentence()).startsWith("Not proved: ");
        assertThat(report.chain().damage()).contains("line 6 does not continue the line before it");
    }

    @Test
    void tellsWhatCanBeToldOfEventsThatDoNotAddUp() {
        List<Event> events = new ArrayList<>(SampleRecords.running().events());
        ObjectNode gate = Json.object().put("gate", "probe").put("verdict", "MAYBE");
        ObjectNode end = Json.object().put("outcome", "WON").put("reason", "nonsense");
        events.add(new Event(20, SampleRecords.START, Event.ENGINE, EventKind.GATE, gate, ""));
        events.add(new Event(21, SampleRecords.START, Event.ENGINE, EventKind.ENDED, end, ""));

        ReleaseReport report =
                ReleaseReport.of(events, new Chain("", Optional.of("line 20 is odd")), SampleRecords.START);

        assertThat(report.standing().status()).isEqualTo(Status.RUNNING);
        assertThat(report.gates()).extracting(GateRow::verdict).containsExactly(Status.INCONCLUSIVE);
        assertThat(report.events()).hasSize(events.size());
    }

    @Test
    void showsTimeThatNobodyWatchedAndWhoAskedToStop() {
        SampleRecords record = SampleRecords.running()
                .after(5_000)
                .event(EventKind.RESUMED, Json.object().put("nonce", "77"))
                .abort("paul", "wrong image");

        Timeline timeline = record.report().timeline();

        assertThat(timeline.unobserved())
                .extracting(gap -> Duration.between(gap.from(), gap.to()))
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(5)) >= 0)
                .hasSize(1);
        assertThat(timeline.marks())
                .filteredOn(mark -> mark.type() == Timeline.Mark.Type.PERSON)
                .extracting(Timeline.Mark::text)
                .containsExactly("jana started the release", "paul asked to stop: wrong image");
    }

    @Test
    void keepsVersionsApartThatDifferOnlyInTheirRegistry() {
        SampleRecords record = SampleRecords.empty()
                .started("jana", "DEPLOY", "HOLD")
                .baselineOf("one.example.com/streamgate:1.4", "two.example.com/streamgate:1.4");

        assertThat(record.report().heading().title())
                .isEqualTo("streamgate one.example.com/streamgate:1.4 → two.example.com/streamgate:1.4");
    }
}
