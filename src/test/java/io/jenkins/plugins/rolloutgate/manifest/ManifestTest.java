package io.jenkins.plugins.rolloutgate.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

    private static String object(String kind, String name) {
        return "apiVersion: v1\nkind: " + kind + "\nmetadata: {name: " + name + "}\n";
    }

    @Test
    void putsFirstWhatOthersNeed() {
        List<Manifest> read = Manifest.read(
                "all.yaml",
                String.join(
                        "---\n",
                        object("Ingress", "web"),
                        object("Gadget", "own"),
                        object("Deployment", "web"),
                        object("ConfigMap", "web"),
                        object("Namespace", "shop")));

        assertThat(Manifest.inOrder(read))
                .extracting(Manifest::kind)
                .containsExactly("Namespace", "ConfigMap", "Deployment", "Ingress", "Gadget");
    }

    @Test
    void takesTheObjectsOutOfAList() {
        List<Manifest> read = Manifest.read("list.yaml", """
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Secret, metadata: {name: a}}
                - {apiVersion: v1, kind: Secret, metadata: {name: b}}
                """);

        assertThat(read).extracting(Manifest::name).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: Secret                    | bad.yaml: an object has no apiVersion: every manifest needs one",
                "{apiVersion: v1, kind: Secret}  | bad.yaml: an object has no metadata.name: every manifest needs one",
                "a: [                            | bad.yaml: cannot read the YAML: while parsing a flow node in line 1",
                "{kind: Secret, kind: Service}   | bad.yaml: cannot read the YAML: Duplicate field 'kind' in line 1",
            })
    void saysInOneLineWhatIsNoManifest(String yaml, String message) {
        assertThatThrownBy(() -> Manifest.read("bad.yaml", yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAnObjectThatStandsThereTwice() {
        List<Manifest> twice = List.of(
                Manifest.read("a.yaml", object("Secret", "web")).get(0),
                Manifest.read("b.yaml", object("Secret", "web")).get(0));

        assertThatThrownBy(() -> Manifest.inOrder(twice))
                .hasMessage("Secret web stands there twice, the second time in b.yaml: leave one of them out");
    }

    @Test
    void showsOfAnObjectOnlyWhatSomebodyHasWritten() {
        List<String> diff = ManifestDiff.of(
                Optional.of(Json.parse("{\"kind\":\"Deployment\",\"metadata\":{\"resourceVersion\":\"1\"},"
                        + "\"spec\":{\"replicas\":2},\"status\":{\"replicas\":2}}")),
                Json.parse("{\"kind\":\"Deployment\",\"metadata\":{\"resourceVersion\":\"2\"},"
                        + "\"spec\":{\"replicas\":3,\"paused\":true}}"));

        assertThat(diff).containsExactly("spec.paused: nothing -> true", "spec.replicas: 2 -> 3");
    }

    @Test
    void neverShowsAValueOfASecret() {
        List<String> diff = ManifestDiff.of(
                Optional.of(Json.parse("{\"kind\":\"Secret\",\"data\":{\"PASSWORD\":\"YWx0\"}}")),
                Json.parse("{\"kind\":\"Secret\",\"data\":{\"PASSWORD\":\"bmV1\"}}"));

        assertThat(diff).containsExactly("data.PASSWORD: *** -> ***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'ConfigMap'} | ''",
                "{'kind':'Deployment','spec':{'replicas':0}} | ''",
                "{'kind':'Deployment','spec':{'replicas':2},'status':{'updatedReplicas':2,'availableReplicas':1}} | has 1 of 2 pods",
                "{'kind':'Deployment','metadata':{'generation':2},'spec':{'replicas':1},'status':{'observedGeneration':1,'updatedReplicas':1,'availableReplicas':1}} | has 1 of 1 pods",
                "{'kind':'Deployment','spec':{'replicas':1},'status':{'replicas':2,'updatedReplicas':1,'availableReplicas':1}} | has 1 of 1 pods",
                "{'kind':'Job','status':{}} | is not complete",
                "{'kind':'Job','status':{'conditions':[{'type':'Complete','status':'True'}]}} | ''",
                "{'kind':'CustomResourceDefinition'} | waits to be established",
            })
    void tellsWhatAnObjectWaitsFor(String object, String sentence) {
        Readiness readiness = Readiness.of(Json.parse(object.replace('\'', '"')));

        assertThat(readiness.sentence()).isEqualTo(sentence.equals("''") ? "" : sentence);
        assertThat(readiness.failed()).isFalse();
    }

    @Test
    void knowsWhenWaitingIsOfNoUse() {
        Readiness readiness = Readiness.of(Json.parse("{\"kind\":\"Job\",\"status\":{\"conditions\":[{\"type\":"
                + "\"Failed\",\"status\":\"True\",\"message\":\"backoff limit\"}]}}"));

        assertThat(readiness).isEqualTo(new Readiness(true, "failed: backoff limit"));
    }
}
