package io.jenkins.plugins.rolloutgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochTest {

    @Property(tries = 200)
    void anEpochIsReadBack(@ForAll @LongRange(min = 0) long number, @ForAll @AlphaChars @NumericChars String nonce) {
        Epoch epoch = new Epoch(number, nonce);

        assertThat(Epoch.parse(epoch.toString())).isEqualTo(epoch);
    }

    /** An annotation can be edited by anybody; rubbish must not stop a release. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "7", "/a", "a/b", "1e3/a", "99999999999999999999/a"})
    void whatIsNoEpochCountsAsNone(String text) {
        assertThat(Epoch.parse(text)).isEqualTo(Epoch.NONE);
    }
}
