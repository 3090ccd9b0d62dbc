package io.jenkins.plugins.rolloutgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.ClusterException.Problem;
import io.jenkins.plugins.rolloutgate.cluster.Epoch;
import io.jenkins.plugins.rolloutgate.cluster.Kind;
import io.jenkins.plugins.rolloutgate.cluster.Metadata;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Records;
import io.jenkins.plugins.rolloutgate.record.ReleaseRecord;
import io.jenkins.plugins.rolloutgate.record.ReleaseState.Write;
import io.jenkins.plugins.rolloutgate.run.Writer.RetryException;
import io.jenkins.plugins.rolloutgate.run.Writer.UnfencedException;
import io.jenkins.plugins.rolloutgate.strategy.Change;
import io.jenkins.plugins.rolloutgate.strategy.Phase;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write is announced, sent once, and answered in the record; a lost answer is read back and never guessed. */
class WriterTest {
    private static final Epoch EPOCH = new Epoch(7, "aa");
    private static final ObjectRef REF = new ObjectRef(Kind.SERVICE, "shop", "web");
    private static final Metadata WEB = new Metadata(REF, "uid-1", "42", Map.of(Annotations.EPOCH, "6/bb"));
    private static final Change SWITCH =
            new Change("switch", WEB, "blue -> green", List.of(PatchOp.set("/spec/selector/version", "green")));

    private final FakeCluster cluster = new FakeCluster();
    private final Records.Memory journal = new Records.Memory();
    private ReleaseRecord record;
    private Writer writer;

    @BeforeEach
    void begin() throws IOException {
        for (String line : Records.of(1).lines()) {
            journal.append(line, true);
        }
        record = ReleaseRecord.open(journal);
        writer = new Writer(record, cluster, () -> Records.START.plusSeconds(60));
    }

    private List<EventKind> kinds() {
        return record.events().stream().skip(1).map(Event::kind).toList();
    }

    private Event last() {
        return record.events().get(record.events().size() - 1);
    }

    private Write.Status status() {
        return record.state().write("switch").orElseThrow().status();
    }

    @Test
    void aWriteStandsInTheRecordBeforeAndAfter() throws Exception {
        writer.write(SWITCH, EPOCH, Phase.SWITCH);

        assertThat(kinds()).containsExactly(EventKind.INTENT, EventKind.WRITTEN);
        assertThat(cluster.patches).hasSize(1);
        assertThat(status()).isEqualTo(Write.Status.DONE);
    }

    @Test
    void itsPatchIsFencedAndMarked() throws Exception {
        String head = record.head();

        writer.write(SWITCH, EPOCH, Phase.SWITCH);

        assertThat(cluster.patches.get(0))
                .contains(
                        PatchOp.test(Annotations.pointer(Annotations.EPOCH), "6/bb"),
                        PatchOp.set(Annotations.pointer(Annotations.EPOCH), "7/aa"),
                        PatchOp.set(Annotations.pointer(Annotations.RELEASE), "checkout-7"),
                        PatchOp.set(Annotations.pointer(Annotations.PHASE), "SWITCH"),
                        PatchOp.set(Annotations.pointer(Annotations.HEAD), head));
    }

    @Test
    void nothingIsSentWhenTheJournalDoesNotTakeTheIntent() {
        journal.full(true);

        assertThatThrownBy(() -> writer.write(SWITCH, EPOCH, Phase.SWITCH)).isInstanceOf(IOException.class);

        assertThat(cluster.patches).isEmpty();
    }

    @Test
    void anAnnouncedWriteIsNotAnnouncedAgainWhenItIsSent() throws Exception {
        writer.arm(SWITCH, EPOCH, Phase.SWITCH);
        writer.arm(SWITCH, EPOCH, Phase.SWITCH);
        writer.write(SWITCH, EPOCH, Phase.SWITCH);

        assertThat(kinds()).containsExactly(EventKind.INTENT, EventKind.WRITTEN);
    }

    @Test
    void anAnnouncedWriteThatIsNoLongerWantedIsTakenBack() throws Exception {
        writer.arm(SWITCH, EPOCH, Phase.SWITCH);
        writer.withdraw();

        assertThat(last().text("reason")).isEqualTo("no longer wanted, never sent");
        assertThat(status()).isEqualTo(Write.Status.FAILED);
        assertThat(cluster.patches).isEmpty();
    }

    @Test
    void anAnnouncedWriteOfAnotherObjectVersionIsAnnouncedAnew() throws Exception {
        writer.arm(SWITCH, EPOCH, Phase.SWITCH);
        Metadata later = new Metadata(REF, "uid-1", "43", Map.of(Annotations.EPOCH, "6/cc"));

        writer.arm(new Change("switch", later, "blue -> green", SWITCH.patch()), EPOCH, Phase.SWITCH);

        assertThat(kinds()).containsExactly(EventKind.INTENT, EventKind.NOT_WRITTEN, EventKind.INTENT);
    }

    @Test
    void aConflictIsDecidedAnew() {
        cluster.fails = Optional.of(Problem.CONFLICT);

        assertThatThrownBy(() -> writer.write(SWITCH, EPOCH, Phase.SWITCH)).isInstanceOf(RetryException.class);

        assertThat(last().kind()).isEqualTo(EventKind.NOT_WRITTEN);
        assertThat(record.state().refusedWrite()).isEmpty();
    }

    @Test
    void eightConflictsInARowAreARefusal() {
        cluster.fails = Optional.of(Problem.CONFLICT);

        for (int i = 1; i <= 8; i++) {
            assertThat(record.state().refusedWrite()).as("before try %d", i).isEmpty();
            assertThatThrownBy(() -> writer.write(SWITCH, EPOCH, Phase.SWITCH)).isInstanceOf(RetryException.class);
        }

        assertThat(record.state().refusedWrite()).contains("the cluster says CONFLICT");
    }

    @ParameterizedTest
    @EnumSource(names = {"DENIED", "REJECTED", "NOT_FOUND"})
    void aRefusalIsFinalAtOnce(Problem problem) throws Exception {
        cluster.fails = Optional.of(problem);

        writer.write(SWITCH, EPOCH, Phase.SWITCH);

        assertThat(record.state().refusedWrite()).contains("the cluster says " + problem);
    }

    @Test
    void aLostAnswerLeavesTheWritePending() {
        cluster.fails = Optional.of(Problem.UNKNOWN);

        assertThatThrownBy(() -> writer.write(SWITCH, EPOCH, Phase.SWITCH)).isInstanceOf(RetryException.class);

        assertThat(status()).isEqualTo(Write.Status.PENDING);
        assertThat(writer.hasLost()).isTrue();
    }

    @Test
    void anAnnouncedWriteIsNotLost() throws Exception {
        writer.arm(SWITCH, EPOCH, Phase.SWITCH);

        assertThat(writer.hasLost()).isFalse();
    }

    @Test
    void aLostWriteWhoseMarkIsSeenTookEffect() throws Exception {
        String mark = record.head();
        aLostAnswerLeavesTheWritePending();
        cluster.object = Optional.of(new Metadata(REF, "uid-1", "43", Map.of(Annotations.HEAD, mark)));

        writer.settle();

        assertThat(status()).isEqualTo(Write.Status.DONE);
        assertThat(last().text("known")).isEqualTo("read back");
    }

    @Test
    void aLostWriteWhoseMarkIsNotSeenDidNot() throws Exception {
        aLostAnswerLeavesTheWritePending();
        cluster.object = Optional.of(WEB);

        writer.settle();

        assertThat(status()).isEqualTo(Write.Status.FAILED);
        assertThat(last().text("reason")).isEqualTo("no answer came, and service shop/web does not show the change");
    }

    @Test
    void anObjectThatRefusesTheNewEpochIsSaidWhenALateRequestMayReachIt() {
        aLostAnswerLeavesTheWritePending();
        cluster.fails = Optional.of(Problem.DENIED);

        assertThatThrownBy(() -> writer.raise(WEB, new Epoch(8, "aa")))
                .isInstanceOf(UnfencedException.class)
                .hasMessage("a lost request may still reach service shop/web and cannot be kept out: the cluster says"
                        + " DENIED");
    }

    @Test
    void anObjectThatRefusesTheNewEpochDoesNotMatterWhenNothingIsUnderWay() throws Exception {
        cluster.fails = Optional.of(Problem.DENIED);

        writer.raise(WEB, new Epoch(8, "aa"));

        assertThat(kinds()).isEmpty();
    }
}
