package io.jenkins.plugins.rolloutgate.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleaseRecordTest {

    @Test
    void aRecordThatIsOpenedAgainHasTheSameEventsHeadAndState() throws IOException {
        Records.Memory journal = Records.of(4);

        ReleaseRecord again = ReleaseRecord.open(journal);

        assertThat(again.events()).hasSize(4);
        assertThat(again.head()).isEqualTo(HashChain.hash(journal.lines().get(3)));
        assertThat(again.state().id()).isEqualTo("checkout-7");
        assertThat(again.state().progress()).isEqualTo("ready 4 \u2603");
    }

    @Test
    void nothingIsAppendedToADamagedRecord() throws IOException {
        Records.Memory damaged = new Records.Memory();
        for (String line : List.of("{}", "{}")) {
            damaged.append(line, true);
        }

        assertThatThrownBy(() -> ReleaseRecord.open(damaged))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessage("line 1 is not an event");
    }

    @Test
    void anEventThatTheJournalDidNotTakeNeverHappened() throws IOException {
        Records.Memory journal = Records.of(2);
        ReleaseRecord record = ReleaseRecord.open(journal);
        String head = record.head();

        journal.full(true);
        assertThatThrownBy(() -> record.append(
                        Records.START,
                        "ann",
                        EventKind.ABORT_REQUESTED,
                        Json.object().put("reason", "late")))
                .isInstanceOf(IOException.class);

        assertThat(record.events()).hasSize(2);
        assertThat(record.head()).isEqualTo(head);
        assertThat(record.state().abort()).isEmpty();
    }

    @Test
    void theChainGoesOnAfterAFailedAppend() throws IOException {
        Records.Memory journal = Records.of(2);
        ReleaseRecord record = ReleaseRecord.open(journal);
        journal.full(true);
        assertThatThrownBy(() -> record.append(Records.START, "ann", EventKind.PHASE, Json.object()))
                .isInstanceOf(IOException.class);

        journal.full(false);
        record.append(Records.START, "ann", EventKind.PHASE, Json.object());

        assertThat(RecordReader.read(journal.lines()).damage()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void onlyKindsOnWhichNothingRestsMayBeLost(EventKind kind) {
        boolean mayBeLost =
                List.of(EventKind.PHASE, EventKind.PROGRESS, EventKind.TRAFFIC).contains(kind);

        assertThat(kind.mustSurvive()).isNotEqualTo(mayBeLost);
    }
}
