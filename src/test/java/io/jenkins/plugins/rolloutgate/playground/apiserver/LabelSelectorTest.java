package io.jenkins.plugins.rolloutgate.playground.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private final ObjectNode labels = Json.object().put("app", "shop").put("version", "blue");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app=shop",
                "app==shop,version=blue",
                "version!=green",
                "tier!=web",
                "version in (blue, green)",
                "version notin (red),app",
                "!tier"
            })
    void shouldMatch(String selector) {
        assertThat(LabelSelector.parse(selector).matches(labels)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app=cart",
                "app=shop,version=green",
                "version!=blue",
                "version in (red)",
                "tier",
                "!app",
                "tier in (web)"
            })
    void shouldNotMatch(String selector) {
        assertThat(LabelSelector.parse(selector).matches(labels)).isFalse();
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> LabelSelector.parse("a b c")).isInstanceOf(ApiException.class);
    }

    @Test
    void anEmptySelectorOfAServiceSelectsNothing() {
        assertThat(LabelSelector.ofMap(Json.object()).test(Json.object())).isFalse();
    }
}
