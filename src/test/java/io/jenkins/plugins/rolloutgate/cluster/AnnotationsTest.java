package io.jenkins.plugins.rolloutgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsTest {

    @ParameterizedTest
    @ValueSource(strings = {Annotations.EPOCH, "plain", "a~b", "a~1b", "a/b/c"})
    void aPointerLeadsToItsAnnotation(String annotation) {
        var object = Json.object();
        object.putObject("metadata").putObject("annotations").put(annotation, "here");

        assertThat(object.at(Annotations.pointer(annotation)).asText()).isEqualTo("here");
    }
}
