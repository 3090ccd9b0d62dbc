package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What measurements and people make of a ramp. */
class CanaryObjectivesTest {
    private static CanaryShop ramp() {
        return CanaryShop.byReplicas(3, "25%:1m, 50%:1m, 100%:1m");
    }

    private static CanaryShop judged(String severity) {
        return ramp().judgedBy(severity);
    }

    private static boolean isLook(Action action) {
        return action instanceof Action.Evaluate evaluate && evaluate.gate() instanceof Gate.Measure;
    }

    @Test
    void objectivesThatAreMetPromote() {
        assertThat(judged("rollback").ended().says()).isEqualTo("PROMOTED: web:2 has all the traffic");
    }

    @Test
    void thereIsALookAtOnceThenOneEveryWhileAndOneAtTheEndOfTheHold() {
        CanaryShop shop = judged("rollback").asked(a -> a.every("25s")).passed(25);

        assertThat(shop.state().ramp().looks(0).stream()
                        .map(Ramp.Look::at)
                        .map(at -> Duration.between(Play.START, at).toSeconds()))
                .containsExactly(0L, 25L, 50L, 60L);
    }

    @Test
    void aLookAsksForTheCanaryAndForStable() {
        CanaryShop shop = judged("rollback").until(CanaryObjectivesTest::isLook);

        Gate.Measure look = (Gate.Measure) ((Action.Evaluate) shop.next()).gate();

        assertThat(look.sides().get("canary"))
                .containsEntry("deployment", "web-canary")
                .containsEntry("service", "web-active");
        assertThat(look.sides().get("stable")).containsEntry("deployment", "web-stable");
    }

    @Test
    void aFailedObjectiveBringsTheTrafficBackInOneWrite() {
        CanaryShop shop = judged("rollback").reached(50).measures(7).decided();

        assertThat(shop.says()).isEqualTo("ROLLBACK web-stable: replicas 2 -> 3");
        assertThat(shop.untilWrite(CanaryChanges.SHIFT_BACK).says())
                .isEqualTo("ROLLBACK web-active: selector version any -> stable");
        assertThat(shop.ended().says())
                .startsWith("ROLLED_BACK: errors is 7, and must be < 5; 1 of 1 look failed, none is tolerated")
                .endsWith("; the traffic is back on web:1");
    }

    @Test
    void withHoldAsFailurePolicyNothingMoves() {
        CanaryShop shop =
                judged("rollback").asked(a -> a.onFailure("hold")).reached(25).measures(7);

        assertThat(shop.ended().says())
                .startsWith("HELD: errors is 7")
                .endsWith("; 25% of the traffic is on web:2, the rest on web:1");
    }

    @Test
    void anAdvisoryObjectiveIsOnlyRecorded() {
        assertThat(judged("advisory").measures(7).ended().says()).startsWith("PROMOTED");
    }

    @Test
    void advisoryObjectivesAreNoEvidence() {
        CanaryShop shop =
                CanaryShop.byReplicas(3, "25%:1m:early").judgedBy("advisory").passed(25);

        assertThat(Duration.between(Play.START, shop.now())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void enoughEvidenceEndsAPhaseEarly() {
        CanaryShop shop = CanaryShop.byReplicas(3, "25%:10m:early, 100%")
                .judgedBy("rollback")
                .passed(25);

        assertThat(shop.state().ramp().passed().get(0).by()).isEqualTo("evidence");
        assertThat(Duration.between(Play.START, shop.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void anInvestigativeFailureAsksPeopleAtOnceAndHoldsTheTraffic() {
        CanaryShop shop = judged("investigate").reached(25).measures(7).question();

        assertThat(shop.state().ramp().question().orElseThrow().text())
                .startsWith("Go on from 25%? an objective is not met (errors is 7");
        assertThat(shop.says()).isEqualTo("CANARY_25 waits: waiting for go or no-go of somebody at 25%");
    }

    @Test
    void goLetsItGoOn() {
        CanaryShop shop = judged("investigate")
                .reached(25)
                .measures(7)
                .question()
                .personSays("go")
                .measures(0)
                .ended();

        assertThat(shop.says()).startsWith("PROMOTED");
        assertThat(shop.state().ramp().passed().get(0).by()).isEqualTo("person");
    }

    @Test
    void noGoTurnsTheRelease() {
        CanaryShop shop =
                judged("investigate").reached(25).measures(7).question().personSays("no-go");

        assertThat(shop.ended().says()).isEqualTo("ROLLED_BACK: no-go by ann; the traffic is back on web:1");
    }

    @Test
    void holdAsksAgainAfterAnotherHold() {
        CanaryShop shop = judged("investigate").reached(25).measures(7).question();
        var asked = shop.now();

        shop.personSays("hold").question();

        assertThat(Duration.between(asked, shop.now())).isEqualTo(Duration.ofMinutes(1));
        assertThat(shop.state().ramp().question().orElseThrow().id()).isEqualTo("investigate-25-2");
    }

    @Test
    void anotherHoldDoesNotRunIntoTheTimeout() {
        CanaryShop shop = CanaryShop.byReplicas(3, "25%:1m:ask, 50%:1m").asked(a -> a.timeout("3m"));

        shop.question()
                .personSays("hold")
                .question()
                .personSays("hold")
                .question()
                .personSays("go");

        assertThat(shop.ended().says()).startsWith("PROMOTED");
    }

    @Test
    void silenceHolds() {
        CanaryShop shop = judged("investigate").reached(25).measures(7).question();

        assertThat(shop.ended().says())
                .startsWith("HELD: nobody answered within 1 h: Go on from 25%?")
                .endsWith("; 25% of the traffic is on web:2, the rest on web:1");
    }

    @Test
    void silenceTurnsTheReleaseWhereItIsSaidSo() {
        CanaryShop shop = judged("investigate")
                .asked(a -> a.silence("rollback").expires("10m"))
                .reached(25)
                .measures(7);

        assertThat(shop.ended().says()).startsWith("ROLLED_BACK: nobody answered within 10 min");
    }

    @Test
    void anOutageDoesNotLetAQuestionExpire() {
        CanaryShop shop = judged("investigate").reached(25).measures(7).question();

        shop.after(Duration.ofHours(2))
                .note(
                        EventKind.OUTAGE,
                        io.jenkins.plugins.rolloutgate.record.Json.object()
                                .put(
                                        "from",
                                        shop.now().minus(Duration.ofHours(2)).toString()));

        assertThat(shop.until(action -> action instanceof Action.Wait).says()).startsWith("CANARY_25 waits: ");
    }

    @Test
    void aPhaseMayEndByAPersonOnly() {
        CanaryShop shop = CanaryShop.byReplicas(3, "25%:1m:ask, 100%").question();

        assertThat(shop.state()
                        .ramp()
                        .question()
                        .orElseThrow()
                        .data()
                        .path("from")
                        .isEmpty())
                .isTrue();
        assertThat(Duration.between(Play.START, shop.now())).isEqualTo(Duration.ofMinutes(1));
        assertThat(shop.personSays("go").says()).isEqualTo("25% is passed by person: go by ann");
    }

    @Test
    void whoIsAskedStandsInTheQuestion() {
        CanaryShop shop = CanaryShop.byReplicas(3, "25%:1m:ask, 100%")
                .asked(a -> a.from("ann, sre"))
                .question();

        assertThat(shop.says()).isEqualTo("CANARY_25 waits: waiting for go or no-go of ann or sre at 25%");
    }

    @Test
    void aSourceThatIsDownNeverRollsBackAndNeverPasses() {
        CanaryShop shop = judged("rollback").reached(25).cannotMeasure("connection refused");

        assertThat(shop.question().state().ramp().question().orElseThrow().text())
                .contains("an objective cannot be told")
                .contains("connection refused");
        assertThat(shop.ended().says())
                .startsWith("HELD: nobody answered within 1 h")
                .endsWith("; 25% of the traffic is on web:2, the rest on web:1");
    }

    @Test
    void aSourceThatComesBackSettlesTheQuestionItself() {
        CanaryShop shop = judged("rollback")
                .reached(25)
                .measures(0)
                .until(CanaryObjectivesTest::isLook)
                .step();
        shop.cannotMeasure("connection refused").question().measures(0);

        assertThat(shop.ended().says()).startsWith("PROMOTED");
        assertThat(shop.state().ramp().question()).isEmpty();
    }

    @Test
    void noQuestionStaysOpenWhenAPhaseIsPassed() {
        CanaryShop shop = judged("rollback").reached(25);
        shop.measures(0).until(CanaryObjectivesTest::isLook).step();

        shop.cannotMeasure("connection refused").question().measures(0).passed(25);

        assertThat(shop.state().ramp().question()).isEmpty();
    }

    @Test
    void noQuestionStaysOpenWhenTheReleaseTurns() {
        CanaryShop shop =
                judged("investigate").reached(25).measures(7).question().aborted("stopped by ann");

        assertThat(shop.decided().state().ramp().question()).isEmpty();
    }

    @Test
    void aFailureBetweenTwoPhasesCounts() {
        CanaryShop shop = judged("rollback")
                .passed(25)
                .step()
                .when(cluster -> cluster.ready(ShopCluster.CANARY, 1))
                .after(Duration.ofMinutes(1))
                .measures(7);

        assertThat(isLook(shop.next())).isTrue();
        assertThat(shop.step().step().says()).startsWith("decides rollback: errors is 7");
    }

    @Test
    void aSourceThatIsDownBetweenTwoPhasesHoldsTheShare() {
        CanaryShop shop = judged("rollback")
                .passed(25)
                .step()
                .when(cluster -> cluster.ready(ShopCluster.CANARY, 1))
                .after(Duration.ofMinutes(1))
                .cannotMeasure("connection refused")
                .step()
                .step()
                .when(ShopCluster::settle);

        assertThat(shop.says()).startsWith("asks people: Go on from 25%? an objective cannot be told");
        assertThat(shop.measures(0).ended().says()).startsWith("PROMOTED");
    }

    @Test
    void aLookAfterALongOutageHasAsMuchTimeAsAnyOther() {
        CanaryShop shop = judged("rollback")
                .reached(25)
                .until(CanaryObjectivesTest::isLook)
                .step()
                .step();
        shop.after(Duration.ofMinutes(5));

        Action.Evaluate look = (Action.Evaluate) shop.next();

        assertThat(look.until()).isEqualTo(shop.now().plus(Duration.ofMinutes(2)));
    }

    @Test
    void aSourceThatComesAndGoesDoesNotKeepAQuestionOpenForEver() {
        CanaryShop shop = CanaryShop.byReplicas(3, "25%:1m:ask, 100%")
                .judgedBy("rollback")
                .question();
        var asked = shop.state().ramp().question().orElseThrow();

        for (int i = 0; i < 6; i++) {
            shop.cannotMeasure("connection refused")
                    .until(CanaryObjectivesTest::isLook)
                    .step()
                    .step();
            shop.measures(0).until(CanaryObjectivesTest::isLook).step().step();
        }

        assertThat(shop.state().ramp().question()).contains(asked);
    }

    @Test
    void theBodyRunsBesideTheLooks() {
        CanaryShop shop = judged("rollback").asked(a -> a.body(true)).reached(25);

        Gate.Smoke body = (Gate.Smoke) shop.beside().orElseThrow();

        assertThat(isLook(shop.next())).isTrue();
        assertThat(body.environment()).isEqualTo(Map.of("CANARY_WEIGHT", "25", "CANARY_PHASE", "canary 25 %"));
    }

    @Test
    void theBodyGoesOnOverEverythingThatIsNoted() {
        CanaryShop shop = judged("rollback").asked(a -> a.body(true)).reached(25);

        Gate body = shop.beside().orElseThrow();
        for (int i = 0; i < 8; i++) {
            assertThat(shop.step().beside()).contains(body);
        }
    }

    @Test
    void aPhaseWaitsForItsBody() {
        CanaryShop shop =
                ramp().asked(a -> a.body(true).timeout("1h")).reached(25).after(Duration.ofMinutes(5));

        assertThat(shop.says()).isEqualTo("CANARY_25 waits: the body of phase 25% runs");
        assertThat(shop.bodyAnswered(Verdict.PASS, "passed").says()).startsWith("25% is passed by time");
    }

    @Test
    void aFailingBodyTurnsTheRelease() {
        CanaryShop shop = ramp().asked(a -> a.body(true)).reached(25).bodyAnswered(Verdict.FAIL, "k6 failed");

        assertThat(shop.says()).isEqualTo("decides rollback: body of phase 25%: k6 failed");
    }

    @Test
    void aBodyThatWasCutShortHasNotPassed() {
        CanaryShop shop = ramp().asked(a -> a.body(true)).reached(25).bodyAnswered(Verdict.NOT_RUN, "cut short");

        assertThat(shop.says()).isEqualTo("decides rollback: body of phase 25%: cut short");
    }

    @Test
    void aBodyThatNeverEndsIsBoundedByTheTimeout() {
        CanaryShop shop =
                ramp().asked(a -> a.body(true).timeout("1h")).reached(25).after(Duration.ofHours(1));

        assertThat(shop.says())
                .isEqualTo("decides rollback: the body of phase 25% did not end within the timeout of 1 h");
    }

    @Test
    void eachPhaseHasABodyOfItsOwn() {
        CanaryShop shop = ramp().asked(a -> a.body(true))
                .reached(25)
                .bodyAnswered(Verdict.PASS, "passed")
                .reached(50);

        assertThat(shop.beside().orElseThrow().name()).isEqualTo("body-50");
    }

    @Test
    void aStageEndsAtItsShareAndTheNextOneGoesOn() {
        CanaryShop shop = judged("rollback").asked(a -> a.until("25%")).passed(25);

        assertThat(shop.until(action -> action instanceof Action.Wait).says())
                .isEqualTo("CANARY_25 waits: 25% is passed, waiting for the next stage");
        assertThat(shop.after(Duration.ofMinutes(30)).continued(100).ended().says())
                .isEqualTo("PROMOTED: web:2 has all the traffic");
    }

    @Test
    void aPausedReleaseIsLookedAtStill() {
        CanaryShop shop = judged("rollback")
                .asked(a -> a.until("25%"))
                .passed(25)
                .after(Duration.ofMinutes(1))
                .measures(7);

        assertThat(shop.ended().says()).startsWith("ROLLED_BACK: errors is 7");
    }

    @Test
    void aStageThatContinuesAfterAFailureGetsNoMoreTraffic() {
        CanaryShop shop = judged("investigate")
                .asked(a -> a.until("25%"))
                .passed(25)
                .after(Duration.ofMinutes(1))
                .measures(7)
                .question()
                .continued(100);

        assertThat(shop.says()).startsWith("CANARY_25 waits: waiting for go or no-go");
        assertThat(shop.ended().says()).startsWith("HELD: nobody answered");
    }

    @Test
    void aStageThatNobodyContinuesIsHeld() {
        CanaryShop shop = ramp().asked(a -> a.until("25%")).ended();

        assertThat(shop.says())
                .isEqualTo("HELD: no stage went on with the release within 24 h; 25% of the traffic is on web:2, the"
                        + " rest on web:1");
    }

    @Test
    void verdictsStandInTheRecordWithTheirNumbers() {
        CanaryShop shop = judged("rollback").passed(25);

        JsonNode verdict = shop.state()
                .ramp()
                .judged(0)
                .orElseThrow()
                .data()
                .path("verdicts")
                .path(0);

        assertThat(verdict.path("verdict").asText()).isEqualTo("PASS");
        assertThat(verdict.at("/numbers/value").asDouble()).isZero();
    }
}
