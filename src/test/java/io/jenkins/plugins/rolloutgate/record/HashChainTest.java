package io.jenkins.plugins.rolloutgate.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashChainTest {

    /** As {@code printf abc | sha256sum} prints it, so that anybody can check a record without this program. */
    @Test
    void aLineIsHashedAsAnyToolWould() {
        assertThat(HashChain.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void lettersAreHashedAsUtf8() {
        assertThat(HashChain.hash("\u00e9"))
                .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
    }
}
