package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In what two colours differ beyond what makes them two colours of one release. */
class TemplateDifferencesTest {
    private static final String PLAIN = "{'spec':{'containers':[{'name':'web','image':'web:1'}]}}";

    private static List<String> between(String one, String other) {
        return TemplateDifferences.find(json(one), json(other), "web", Set.of("version"));
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    {'metadata':{'labels':{'version':'blue'}}} | {'metadata':{'labels':{'version':'green'}}}
                    {'metadata':{'creationTimestamp':null}} | {'metadata':{}}
                    {'metadata':{'annotations':{'kubectl.kubernetes.io/restartedAt':'today'}}} | {'metadata':{}}
                    {'spec':{'containers':[{'name':'web','image':'web:1'}]}} | {'spec':{'containers':[{'name':'web','image':'web:2'}]}}
                    """)
    void whatMakesAColourOrARestartIsNone(String one, String other) {
        assertThat(between(one, other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    {'metadata':{'labels':{'tier':'a'}}} | {'metadata':{'labels':{'tier':'b'}}} | metadata.labels.tier: "a" and "b"
                    {'spec':{'hostNetwork':true}} | {'spec':{}} | spec.hostNetwork: true and none
                    {'spec':{'containers':[{'name':'proxy','image':'p:1'}]}} | {'spec':{'containers':[{'name':'proxy','image':'p:2'}]}} | spec.containers[0].image: "p:1" and "p:2"
                    {'spec':{'initContainers':[{'name':'web','image':'i:1'}]}} | {'spec':{'initContainers':[{'name':'web','image':'i:2'}]}} | spec.initContainers[0].image: "i:1" and "i:2"
                    """)
    void anythingElseIsOne(String one, String other, String difference) {
        assertThat(between(one, other)).containsExactly(difference);
    }

    @Test
    void atMostFiveAreShown() {
        assertThat(between("{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1}", "{}"))
                .hasSize(6)
                .last()
                .isEqualTo("2 more");
    }

    @Test
    void aLongValueIsCut() {
        String secret = "x".repeat(200);

        assertThat(between("{'a':'" + secret + "'}", "{}"))
                .singleElement()
                .asString()
                .hasSizeLessThan(80);
    }

    @Test
    void theTemplatesThemselvesStayAsTheyAre() {
        JsonNode template = json(PLAIN);

        TemplateDifferences.find(template, template, "web", Set.of("version"));

        assertThat(template).isEqualTo(json(PLAIN));
    }
}
