package io.jenkins.plugins.rolloutgate.checklist.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import org.junit.jupiter.api.Test;

class SignOffStateTest extends StateCase {

    @Test
    void completesASignOffWithItsQuorumOfPeopleWhoDidNotAskForIt() {
        String one = "- Tech lead sign-off: ____ (date: ____) <!-- gate: sign Tech lead -->\n";
        started();
        ask("q", "Tech lead", 2);
        sign("q", "mei");
        sign("q", "mei");
        sign("q", "requester");
        assertThat(only(one).status()).isEqualTo(Status.OPEN);

        sign("q", "omar");

        ItemState item = only(one);
        assertThat(item.status()).isEqualTo(Status.PASSED);
        assertThat(item.values()).containsEntry(0, "mei, omar").containsEntry(1, "2026-11-26");
    }

    @Test
    void fillsTheLineOfARoleInWithItsAnswerOnceItIsAsked() {
        String one = "- Tech lead sign-off: ____ (date: ____)\n";
        started();
        ask("other", "QA", 1);
        sign("other", "mei");
        assertThat(only(one).status()).isEqualTo(Status.OPEN);

        ask("q", "tech lead", 1);
        sign("q", "omar");

        ItemState item = only(one);
        assertThat(item.status()).isEqualTo(Status.PASSED);
        assertThat(item.values()).containsEntry(0, "omar").containsEntry(1, "2026-11-26");
    }

    @Test
    void countsOnePersonForOneRole() {
        started();
        ask("a", "Tech lead", 1);
        ask("b", "QA", 1);
        sign("a", "mei");
        sign("b", "mei");

        assertThat(fold("- [ ] x\n").signOffs())
                .extracting(asked -> asked.stage(now))
                .containsExactly(SignOff.Stage.COMPLETE, SignOff.Stage.WAITING);
    }

    @Test
    void voidsApprovalsOfWhatHasChanged() {
        started();
        ask("a", "Tech lead", 1);
        sign("a", "mei");
        append(EventKind.SIGN_OFF_VOIDED, Json.object().put("id", "a").put("reason", "another image"));

        SignOff asked = fold("- [ ] x\n").signOffs().get(0);

        assertThat(asked.stage(now)).isEqualTo(SignOff.Stage.WAITING);
        assertThat(asked.voided()).hasSize(1);
    }

    @Test
    void takesSilenceForNoConsent() {
        started();
        ask("a", "Tech lead", 1);
        later(3600);
        sign("a", "mei");

        assertThat(fold("- [ ] x\n").signOffs().get(0).stage(now)).isEqualTo(SignOff.Stage.EXPIRED);
    }

    @Test
    void failsAnItemWhoseRoleRejects() {
        String one = "- [ ] Tech lead approval <!-- gate: sign Tech lead -->\n";
        started();
        ask("a", "Tech lead", 1);
        events.add(event(
                "mei", EventKind.SIGN_OFF_REJECTED, Json.object().put("id", "a").put("reason", "too slow")));
        sign("a", "omar");

        assertThat(only(one))
                .extracting(ItemState::status, ItemState::sentence)
                .containsExactly(Status.FAILED, "rejected by mei: too slow");
    }
}
