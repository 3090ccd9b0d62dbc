package io.jenkins.plugins.rolloutgate.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitXmlTest {
    private static final Duration TOOK = Duration.ofMillis(250);

    private static Document report(Finding... findings) throws Exception {
        List<Checked> checked = List.of(findings).stream()
                .map(finding -> new Checked("one", finding, TOOK))
                .toList();
        String xml = JUnitXml.of("infrastructure of shop/web", checked);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void countsWhatFailedWhatIsUnknownAndWhatDoesNotApply() throws Exception {
        Element suite = report(
                        Finding.pass("good"),
                        Finding.warn("so so", "look"),
                        Finding.fail("bad", "mend"),
                        Finding.unknown("no answer", ""),
                        Finding.notApplicable("nothing there"))
                .getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    }

    @Test
    void saysOfAFailureWhatWasSeenAndWhatToDo() throws Exception {
        Element failure = (Element) report(Finding.fail("<bad> & \"worse\"", "mend it"))
                .getElementsByTagName("failure")
                .item(0);

        assertThat(failure.getAttribute("message")).isEqualTo("<bad> & \"worse\"");
        assertThat(failure.getTextContent()).isEqualTo("mend it");
    }

    @Test
    void isWellFormedWhateverAClusterSays() throws Exception {
        Document report = report(Finding.fail("a\u0000b\u001Bc\uFFFEd", "]]>"));

        assertThat(((Element) report.getElementsByTagName("failure").item(0)).getAttribute("message"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
    }
}
