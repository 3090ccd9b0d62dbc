package io.jenkins.plugins.rolloutgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations as RFC 6902 writes them. */
class PatchOpTest {

    @Test
    void operationsAreWrittenAsTheStandardHasThem() {
        List<PatchOp> patch = List.of(PatchOp.test("/a", 1), PatchOp.set("/b", "x"), PatchOp.remove("/c"));

        assertThat(Json.line(patch))
                .isEqualTo(
                        "[{\"op\":\"test\",\"path\":\"/a\",\"value\":1},{\"op\":\"add\",\"path\":\"/b\",\"value\":\"x\"},"
                                + "{\"op\":\"remove\",\"path\":\"/c\"}]");
    }
}
