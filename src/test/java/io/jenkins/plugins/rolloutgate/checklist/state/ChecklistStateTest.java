package io.jenkins.plugins.rolloutgate.checklist.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistStateTest extends StateCase {

    @Test
    void startsWithEverythingOpen() {
        ChecklistState state = fold("- [x] claimed\n- [ ] open\n");

        assertThat(state.progress().counts()).containsExactly(Map.entry(Status.OPEN, 2));
        assertThat(state.progress().isComplete()).isFalse();
    }

    @Test
    void passesAnItemByItsGateWithTheEventAsEvidence() {
        started();
        gate("smoke", "PASS", "12 of 12 passed");

        ItemState item = only("- [ ] Smoke tests <!-- gate: gate smoke -->\n");

        assertThat(item.status()).isEqualTo(Status.PASSED);
        assertThat(item.event()).isEqualTo(2);
        assertThat(item.sentence()).isEqualTo("12 of 12 passed");
    }

    @ParameterizedTest
    @CsvSource({"FAIL,FAILED", "INCONCLUSIVE,OPEN", "NOT_RUN,OPEN"})
    void passesNothingByAnyOtherVerdict(String verdict, Status status) {
        started();
        gate("smoke", verdict, "no");

        assertThat(only("- [ ] Smoke tests <!-- gate: gate smoke -->\n").status())
                .isEqualTo(status);
    }

    @Test
    void needsAllProofsOfAnItem() {
        started();
        gate("smoke", "PASS", "yes");

        assertThat(only("- [ ] Both <!-- gate: gate smoke; gate probe -->\n").status())
                .isEqualTo(Status.OPEN);
    }

    @Test
    void letsAFailedItemBeWaivedButNotTicked() {
        String one = "- [ ] Smoke tests <!-- gate: gate smoke -->\n";
        started();
        gate("smoke", "FAIL", "3 of 12 failed");
        person("jana", EventKind.ITEM_SIGNED, one, Json.object());
        assertThat(only(one).status()).isEqualTo(Status.FAILED);

        person("paul", EventKind.ITEM_WAIVED, one, Json.object().put("reason", "known flaw"));

        assertThat(only(one))
                .extracting(ItemState::status, ItemState::actor, ItemState::sentence)
                .containsExactly(Status.WAIVED, "paul", "known flaw");
    }

    @Test
    void doesNotLetAWaiverPassWhatFailsAfterIt() {
        String one = "- [ ] Smoke tests <!-- gate: gate smoke -->\n";
        started();
        gate("smoke", "FAIL", "3 of 12 failed");
        person("paul", EventKind.ITEM_WAIVED, one, Json.object().put("reason", "known flaw"));

        gate("smoke", "FAIL", "12 of 12 failed");

        assertThat(only(one))
                .extracting(ItemState::status, ItemState::sentence)
                .containsExactly(Status.FAILED, "12 of 12 failed");
    }

    @Test
    void takesATickOfAPersonButNotOfTheEngineNorAnUnprovenClaim() {
        String one = "- [ ] Dashboards looked at\n";
        started();
        person(Event.ENGINE, EventKind.ITEM_SIGNED, one, Json.object());
        person("root", EventKind.ITEM_SIGNED, one, Json.object().put("claim", true));
        assertThat(only(one).status()).isEqualTo(Status.OPEN);

        person("jana", EventKind.ITEM_SIGNED, one, Json.object());

        assertThat(only(one)).extracting(ItemState::status, ItemState::actor).containsExactly(Status.SIGNED, "jana");
    }

    @Test
    void holdsAnObjectiveToTheLimitOfTheItemAtTheEndOfItsPhase() {
        String document = """
                - [ ] A <!-- gate: slo error rate < 0.5% at 10% -->
                - [ ] B <!-- gate: slo error rate < 0.1% at 10% -->
                - [ ] C <!-- gate: slo error rate at 50% -->
                - P95 latency: ____ ms <!-- gate: value p95 at 10% -->
                """;
        started(10, 50);
        judged(0, verdict("error rate", "PASS", 0.0021), verdict("p95", "INCONCLUSIVE", 0.312));
        assertThat(statuses(document)).containsExactly(Status.OPEN, Status.OPEN, Status.OPEN, Status.PASSED);

        append(
                EventKind.PHASE_PASSED,
                Json.object().put("phase", 0).put("percent", 10).put("by", "time"));

        assertThat(statuses(document)).containsExactly(Status.PASSED, Status.FAILED, Status.OPEN, Status.PASSED);
        assertThat(fold(document).item(id(document, 3)).values()).containsExactly(Map.entry(0, "312"));
    }

    @Test
    void failsAnObjectiveAsSoonAsItsVerdictDoes() {
        started(10);
        judged(0, verdict("p95", "FAIL", 0.9));

        assertThat(only("- [ ] P95 <!-- gate: slo p95 at 10% -->\n").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void measuresHowLongARollbackTook() {
        String document = """
                - [ ] A <!-- gate: time rollback < 2m -->
                - [ ] B <!-- gate: time rollback < 30s -->
                - [ ] C <!-- gate: time deployment < 5m -->
                - [ ] D <!-- gate: outcome rolled back -->
                """;
        started();
        later(60);
        append(EventKind.WRITTEN, Json.object().put("key", "switch"));
        append(EventKind.DECISION, Json.object().put("decision", "rollback").put("reason", "errors"));
        later(45);
        append(EventKind.ENDED, Json.object().put("outcome", "ROLLED_BACK").put("reason", "errors"));

        assertThat(statuses(document)).containsExactly(Status.PASSED, Status.FAILED, Status.PASSED, Status.PASSED);
    }

    @Test
    void fillsBlanksWithTimesOfPhases() {
        String document = """
                - Started: ____ (time) <!-- gate: moment started -->
                - Half: ____ (time) <!-- gate: moment 50% -->
                """;
        started(50);
        later(1800);
        gate("share-50", "PASS", "50 %");

        ChecklistState state = fold(document);

        assertThat(state.item(id(document, 0)).values()).containsEntry(0, "2026-11-26 07:00 UTC");
        assertThat(state.item(id(document, 1)).values()).containsEntry(0, "2026-11-26 07:30 UTC");
    }

    @Test
    void countsRequestsToTheEnd() {
        String one = "- [ ] Zero downtime <!-- gate: requests failed = 0 -->\n";
        started();
        append(EventKind.REQUESTS, Json.object().put("sent", 100).put("failed", 0));
        assertThat(only(one).status()).isEqualTo(Status.OPEN);

        append(EventKind.ENDED, Json.object().put("outcome", "PROMOTED").put("reason", "done"));

        assertThat(only(one).status()).isEqualTo(Status.PASSED);
    }

    @ParameterizedTest
    @CsvSource({
        "PROMOTED,OPEN,NOT_APPLICABLE,NOT_APPLICABLE",
        "ROLLED_BACK,NOT_APPLICABLE,OPEN,OPEN",
        "HELD,NOT_APPLICABLE,OPEN,OPEN"
    })
    void resolvesConditionsByTheOutcome(String outcome, Status healthy, Status issues, Status rollback) {
        started();
        append(EventKind.ENDED, Json.object().put("outcome", outcome).put("reason", ""));

        assertThat(statuses("## If healthy\n- [ ] a\n## If issues detected\n- [ ] b\n## Rollback Procedure\n- [ ] c\n"))
                .containsExactly(healthy, issues, rollback);
    }

    @Test
    void isNotHeldUpByWhatMayNeverApply() {
        String document = "## Gate\n- [ ] a\n### If healthy\n- [ ] b\n### If issues\n- [ ] c\n";
        started();
        person("jana", EventKind.ITEM_SIGNED, document, Json.object());

        ChecklistState state = fold(document);

        assertThat(state.progress(state.section("Gate")).isComplete()).isTrue();
        assertThat(state.progress(state.section("If healthy")).isComplete()).isFalse();
    }

    @Test
    void isNotHeldUpByWhatIsOptional() {
        started();

        assertThat(fold("- [ ] Optional: k9s\n").progress().isComplete()).isTrue();
    }

    @Test
    void takesAPersonsWordOnWhetherAConditionHolds() {
        String one = "- [ ] If downtime is planned, announce it\n";
        started();
        person(
                "jana",
                EventKind.ITEM_APPLIES,
                one,
                Json.object().put("applies", false).put("reason", "none planned"));

        assertThat(only(one))
                .extracting(ItemState::status, ItemState::sentence)
                .containsExactly(Status.NOT_APPLICABLE, "none planned");
    }

    @Test
    void needsOneOfAChoice() {
        String document = "- [ ] Build OR\n- [ ] Pull\n";
        started();
        person("jana", EventKind.ITEM_SIGNED, document, Json.object());

        assertThat(statuses(document)).containsExactly(Status.SIGNED, Status.NOT_APPLICABLE);
    }

    @Test
    void completesAGroupWithItsItems() {
        String document = "- [ ] group\n  - [ ] one\n";
        started();
        assertThat(statuses(document)).containsExactly(Status.OPEN, Status.OPEN);

        events.add(event("jana", EventKind.ITEM_SIGNED, Json.object().put("item", id(document, 1))));

        assertThat(statuses(document)).containsExactly(Status.PASSED, Status.SIGNED);
    }

    @Test
    void reopensRecurringSections() {
        String document = "## Daily Tasks\n- [ ] Check dashboards\n";
        started();
        person("jana", EventKind.ITEM_SIGNED, document, Json.object());
        append(EventKind.REOPENED, Json.object().put("period", "daily"));

        assertThat(statuses(document)).containsExactly(Status.OPEN);
    }

    @Test
    void namesTheNearestSections() {
        ChecklistState state = fold("## Canary\n- [ ] a\n## Blue-Green\n- [ ] b\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.section("Canery"))
                .withMessage("there is no section 'Canery': the nearest are 'Canary', 'Blue-Green'");
    }

    @Property(tries = 300)
    void neverPassesAnItemWithoutAPassingProofOrAPerson(@ForAll List<Boolean> what) {
        String document = "- [ ] bound <!-- gate: gate smoke -->\n- [ ] free\n";
        started();
        boolean passed = false;
        for (boolean good : what) {
            gate("smoke", good ? "PASS" : "FAIL", "");
            passed = good;
        }

        List<Status> statuses = statuses(document);

        assertThat(statuses.get(0)).isEqualTo(what.isEmpty() ? Status.OPEN : passed ? Status.PASSED : Status.FAILED);
        assertThat(statuses.get(1)).isEqualTo(Status.OPEN);
    }
}
