package io.jenkins.plugins.rolloutgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void anEmptySelectorPicksNothing() {
        assertThat(Labels.matches(Map.of(), Map.of("app", "web"))).isFalse();
    }

    @Test
    void everyEqualityMustHold() {
        Map<String, String> labels = Map.of("app", "web", "version", "blue");

        assertThat(Labels.matches(Map.of("app", "web", "version", "blue"), labels))
                .isTrue();
        assertThat(Labels.matches(Map.of("app", "web", "version", "green"), labels))
                .isFalse();
        assertThat(Labels.matches(Map.of("app", "web", "tier", "front"), labels))
                .isFalse();
    }

    @Property(tries = 100)
    void moreLabelsNeverUnpickAnObject(
            @ForAll @Size(min = 1, max = 4) Map<String, String> selector,
            @ForAll @Size(max = 4) Map<String, String> more) {
        Map<String, String> labels = new HashMap<>(more);
        labels.putAll(selector);

        assertThat(Labels.matches(selector, labels)).isTrue();
    }
}
