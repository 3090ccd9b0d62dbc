package io.jenkins.plugins.rolloutgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryReportTest {

    @Test
    void saysOfAHoldWhoHasWhichShareHowLongItStandsAndThatItIsSafe() {
        ReleaseReport report = CanaryRecords.holding().report();

        assertThat(report.safety().tone()).isEqualTo(Tone.PASS);
        assertThat(report.safety().sentence())
                .isEqualTo("Traffic is safe: 75\u00a0% on streamgate:1.3, 25\u00a0% on streamgate:1.4");
        assertThat(report.safety().newShare()).contains(0.25);
        assertThat(report.standing().title()).isEqualTo("Canary 25 %");
        assertThat(report.standing().facts())
                .contains(new Fact("Held", "14 min 6 s of 20 min at 25\u00a0%"))
                .contains(new Fact("If it fails", "rolls back to streamgate:1.3"));
    }

    @Test
    void saysHowAHeldCanaryIsTakenBackByHand() {
        Standing standing = CanaryRecords.holding()
                .event(
                        Event.ENGINE,
                        EventKind.ENDED,
                        Json.object().put("outcome", "HELD").put("reason", "odd"))
                .report()
                .standing();

        assertThat(standing.choices()).extracting(Fact::label).containsExactly("To go back", "To stay");
        assertThat(standing.choices().get(0).value())
                .isEqualTo(
                        "by hand, once streamgate-stable stands at full size: kubectl -n media edit httproute streamgate"
                                + " to weight 100 for streamgate-stable and 0 for streamgate-canary,"
                                + " then kubectl -n media scale deployment streamgate-canary --replicas=0");
        assertThat(CanaryRecords.holding().report().standing().choices()).isEmpty();
    }

    @Test
    void saysWhoKeepsItWhereItIs() {
        ReleaseReport report = CanaryRecords.holding()
                .event("jana", EventKind.PAUSED, Json.object().put("reason", "odd logs"))
                .after(1_000)
                .report();

        assertThat(report.pause())
                .hasValueSatisfying(pause -> assertThat(pause.actor()).isEqualTo("jana"));
        assertThat(report.standing().facts())
                .anySatisfy(fact -> assertThat(fact.toString()).contains("Kept here by", "jana since", "odd logs"));
    }

    @Test
    void doesNotCallAShareSafeBeforeItIsJudged() {
        List<Event> events = CanaryRecords.holding().events().stream()
                .filter(event -> event.kind() != EventKind.JUDGED)
                .toList();

        Safety safety = ReleaseReport.of(
                        events, Chain.intact(""), CanaryRecords.holding().now())
                .safety();

        assertThat(safety.tone()).isEqualTo(Tone.INFO);
        assertThat(safety.sentence()).isEqualTo("Traffic is 25\u00a0% on streamgate:1.4, 75\u00a0% on streamgate:1.3");
        assertThat(safety.detail()).isEqualTo("This share has not been judged yet.");
    }

    @Test
    void doesNotCallAShareSafeWhileTheCanaryIsShortOfPods() {
        SampleRecords record =
                CanaryRecords.holding().gate("canary-pods", "INCONCLUSIVE", "1 of 2 pods of the canary are ready");

        Safety safety = record.report().safety();

        assertThat(safety.tone()).isEqualTo(Tone.WARN);
        assertThat(safety.sentence()).endsWith("short of pods");
    }

    @Test
    void saysWhoIsAwaitedUntilWhenOnWhichEvidenceAndWhatSilenceDoes() {
        Standing standing = CanaryRecords.waiting().report().standing();

        assertThat(standing.title()).isEqualTo("Waiting for operations or jana");
        assertThat(standing.tone()).isEqualTo(Tone.WARN);
        assertThat(standing.sentence()).isEqualTo("Go on from 50%? The phase is done.");
        assertThat(standing.facts())
                .extracting(Fact::label)
                .containsExactly("Until", "No answer", "Answers", "Asked", "Held", "Evidence");
        assertThat(standing.facts())
                .contains(
                        new Fact("No answer", "rolls back to streamgate:1.3"),
                        new Fact(
                                "Evidence",
                                "Error rate PASS, 0.1984\u00a0%; p95 PASS, 311.1\u00a0ms; availability PASS, 100\u00a0%;"
                                        + " cache hit rate FAIL, 90.29\u00a0%; average latency PASS, 145.8\u00a0ms;"
                                        + " memory per pod PASS, 241.6Mi"));
        OpenQuestion question = standing.question().orElseThrow();
        assertThat(Duration.between(question.askedAt(), question.until())).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void waitsForNobodyOnceTheReleaseHasTurned() {
        SampleRecords record = CanaryRecords.waiting().decision("rollback", "nobody answered");

        Standing standing = record.report().standing();

        assertThat(standing.question()).isEmpty();
        assertThat(standing.title()).isEqualTo("Rolling back");
        assertThat(record.report().safety().sentence()).isEqualTo("Traffic is still 50\u00a0% on streamgate:1.4");
    }

    @Test
    void drawsTheShareOfTheNewVersionThroughItsPromotion() {
        Timeline timeline = CanaryRecords.promoted().report().timeline();

        assertThat(timeline.weighted()).isTrue();
        assertThat(timeline.shares())
                .extracting(share -> share.fresh().orElse(-1.0))
                .containsExactly(0.0, 0.1, 0.25, 0.5, 1.0, 1.0);
        assertThat(timeline.asked())
                .extracting(share -> share.fresh().orElse(-1.0))
                .containsExactly(0.0, 0.1, 0.25, 0.5, 1.0);
    }

    @Test
    void marksPeopleAndEveryLookThatDidNotPass() {
        ReleaseReport report = CanaryRecords.promoted().report();

        assertThat(report.timeline().marks())
                .filteredOn(mark -> mark.type() == Timeline.Mark.Type.PERSON)
                .extracting(Timeline.Mark::label)
                .containsExactly("jana started", "", "jana: go");
        long lost = report.events().stream()
                .filter(event -> event.kind() == EventKind.JUDGED)
                .filter(event -> event.data().toString().contains("SOURCE_ERROR"))
                .count();
        assertThat(lost).isEqualTo(1);
        assertThat(report.timeline().marks())
                .filteredOn(mark -> mark.text().contains("did not answer"))
                .extracting(Timeline.Mark::status)
                .containsOnly(Status.INCONCLUSIVE)
                .isNotEmpty();
    }

    @Test
    void tellsWhatEndedEachPhaseAndWhatWasMeasuredThen() {
        ReleaseReport report = CanaryRecords.promoted().report();

        assertThat(report.ramp())
                .extracting(RampRow::percent, RampRow::status, RampRow::by)
                .containsExactly(
                        tuple(10, Status.DONE, "time"),
                        tuple(25, Status.DONE, "time"),
                        tuple(50, Status.DONE, "person"),
                        tuple(100, Status.DONE, "time"));
        assertThat(report.ramp().get(2).reason()).isEqualTo("go by jana: looks good, support is on duty");
        assertThat(report.ramp().get(0).of("error rate").orElseThrow().value()).isEqualTo("0.1917\u00a0%");
        assertThat(report.summary().text()).startsWith("streamgate 1.3 → 1.4 PROMOTED in ");
    }

    @Test
    void measuresTheRampWithoutTheTimeInWhichItWaitedForPeople() {
        Timing ramp = CanaryRecords.promoted().report().timings().get(0);

        assertThat(ramp.name()).isEqualTo("Ramp");
        assertThat(ramp.status()).isEqualTo(Status.MET);
        assertThat(ramp.sentence()).contains("Without 8 min in which it waited for people");
    }

    @Test
    void tellsWhichObjectiveRolledACanaryBackAndThatTheTrafficIsSafeAgain() {
        ReleaseReport report = CanaryRecords.rolledBack().report();

        assertThat(report.standing().status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(report.safety().sentence()).isEqualTo("Traffic is safe: all on streamgate:1.3");
        assertThat(report.ramp())
                .extracting(RampRow::status)
                .containsExactly(Status.DONE, Status.STOPPED, Status.NOT_RUN, Status.NOT_RUN);
        assertThat(report.objectives())
                .filteredOn(row -> row.verdict() == Status.FAIL && row.decides())
                .extracting(ObjectiveRow::name, ObjectiveRow::consequence)
                .containsExactly(tuple("error rate", "rolls back"));
        assertThat(report.heading().active()).isEqualTo("streamgate-stable");
    }

    @Test
    void readsTheValueThatPeopleKnowFromATestThatCountsWhatIsBad() {
        ObjectiveRow availability = objective(CanaryRecords.waiting(), "availability");

        assertThat(availability.value().orElseThrow()).isGreaterThan(0.999);
        assertThat(availability.upper()).isEmpty();
        assertThat(availability.lower().orElseThrow()).isBetween(0.99899, 0.99901);
    }

    @Test
    void comparesARelativeObjectiveWithStable() {
        ObjectiveRow latency = objective(CanaryRecords.waiting(), "average latency");

        double stable = latency.looks().get(latency.looks().size() - 1).other().orElseThrow();
        assertThat(latency.upper().orElseThrow()).isBetween(stable * 1.199, stable * 1.201);
    }

    @Test
    void countsLooksAndLeavesAGapWhereTheSourceDidNotAnswer() {
        ObjectiveRow p95 = objective(CanaryRecords.promoted(), "p95");

        assertThat(p95.count()).isEqualTo("11 of 11 looks passed");
        assertThat(p95.looks()).filteredOn(look -> look.value().isEmpty()).hasSize(1);
        assertThat(p95.queries()).containsKey("canary value");
    }

    @Test
    void saysOfAnObjectiveThatWasNeverLookedAtThatItWasNotRun() {
        List<Event> events = CanaryRecords.promoted().events().subList(0, 5);

        ReleaseReport report = ReleaseReport.of(events, Chain.intact(""), Instant.parse("2026-11-21T02:41:00Z"));

        assertThat(report.objectives()).extracting(ObjectiveRow::verdict).containsOnly(Status.NOT_RUN);
    }

    @Test
    void tellsTheOutcomeOfAVerificationAndNothingOfTraffic() {
        ReleaseReport failed = CanaryRecords.verificationFailed().report();
        ReleaseReport passed = CanaryRecords.verificationPassed().report();

        assertThat(failed.standing().title()).isEqualTo("FAILED");
        assertThat(failed.safety().sentence()).isEqualTo("Traffic is not touched");
        assertThat(passed.safety().facts())
                .filteredOn(fact -> fact.label().equals("Watched"))
                .singleElement()
                .satisfies(fact -> assertThat(fact.value()).contains(", at least "));
        assertThat(failed.summary().text()).startsWith("Objectives of streamgate FAILED after ");
        assertThat(passed.summary().text()).startsWith("Objectives of streamgate PASSED in ");
        assertThat(HtmlReport.page(failed))
                .doesNotContain("Traffic over time")
                .doesNotContain("Written to the cluster");
    }

    @Test
    void tellsAReaderWhoKnowsNoneOfItsObjectivesTheVerdictsAtLeast() {
        List<Event> events = CanaryRecords.waiting().events().stream()
                .map(CanaryReportTest::withoutDefinitions)
                .toList();

        ReleaseReport report = ReleaseReport.of(
                events, Chain.intact(""), CanaryRecords.waiting().now());

        assertThat(report.objectives()).extracting(ObjectiveRow::name).contains("error rate", "p95", "memory per pod");
        assertThat(HtmlReport.page(report)).contains("Memory per pod");
    }

    private static Event withoutDefinitions(Event event) {
        if (event.kind() != EventKind.STARTED) {
            return event;
        }
        var data = event.data().deepCopy();
        data.withObject("/spec").putArray("objectives").add(Json.object().put("name", "p95"));
        return new Event(event.sequence(), event.time(), event.actor(), event.kind(), data, event.previous());
    }

    private static ObjectiveRow objective(SampleRecords record, String name) {
        return record.report().objectives().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
