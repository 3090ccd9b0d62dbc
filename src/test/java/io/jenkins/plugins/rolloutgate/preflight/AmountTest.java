package io.jenkins.plugins.rolloutgate.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "500m, 0.5",
        "2, 2",
        "1.5, 1.5",
        "128Mi, 134217728",
        "1Gi, 1073741824",
        "1G, 1000000000",
        "12e3, 12000",
        "250000000n, 0.25",
        "'', 0",
        "many, 0",
        "5Zi, 0"
    })
    void readsQuantitiesOfKubernetes(String text, double value) {
        assertThat(Amount.of(TextNode.valueOf(text))).isCloseTo(value, within(1e-9));
    }
}
