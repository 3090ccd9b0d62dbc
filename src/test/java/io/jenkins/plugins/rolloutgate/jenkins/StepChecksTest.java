package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepChecksTest {

    @Test
    void anEmptyDurationIsTheDefault() {
        assertThat(StepChecks.duration("")).isEmpty();
        assertThat(StepChecks.duration("1m30s")).isEmpty();
        assertThat(StepChecks.duration("300")).isEmpty();
        assertThat(StepChecks.duration("soon")).isPresent();
    }

    @Test
    void theApplicationOrAllItsNamesAreNeeded() {
        assertThat(StepChecks.application("shop", "", "", "")).isEmpty();
        assertThat(StepChecks.application("", "a", "b", "c")).isEmpty();
        assertThat(StepChecks.application("", "a", "b", "")).isPresent();
    }

    @Test
    void namespaceAndImageAreNeeded() {
        assertThat(StepChecks.namespace(" ")).hasValue("Enter the namespace of the application.");
        assertThat(StepChecks.namespace("Shop")).isPresent();
        assertThat(StepChecks.namespace("shop")).isEmpty();
        assertThat(StepChecks.image("")).isPresent();
    }
}
