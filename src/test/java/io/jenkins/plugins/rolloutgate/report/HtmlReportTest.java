package io.jenkins.plugins.rolloutgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.report.html.Attribute;
import io.jenkins.plugins.rolloutgate.report.html.Characters;
import io.jenkins.plugins.rolloutgate.report.html.Tag;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final List<String> ATTACKS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "javascript:alert(1)",
            "</style><style>*{display:none}</style>",
            "</text></svg><foreignObject>",
            "<![CDATA[ ]]> --> <!-- &lt; &amp; &#x3c;",
            "a -> b, c -> <b>d</b>",
            "\u0000\u0008\u001b[31m\r\n\t",
            "\u202Edesrever\u2066",
            "\uD800 \uFFFE",
            " | `` ``` **bold** [x](http://example.com) \\");

    @Example
    void usesNoClassThatJenkinsGivesALookOfItsOwn() {
        Stream<ReleaseReport> reports = Stream.of(
                CanaryRecords.waiting().report(),
                CanaryRecords.promoted().report(),
                SampleRecords.good().report(),
                SampleRecords.running().report());

        Stream<String> classes = reports.flatMap(report -> Pattern.compile("class=\"([^\"]*)\"")
                        .matcher(HtmlReport.body(report))
                        .results())
                .flatMap(match -> Stream.of(match.group(1).split(" ")));

        assertThat(classes).isNotEmpty().doesNotContain("error", "warning", "info", "ok", "alert", "badge", "hidden");
    }

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.of(ATTACKS), Arbitraries.strings().ofMinLength(1).ofMaxLength(40));
    }

    @Property(tries = 60)
    void neverTurnsARecordsWordsIntoMarkup(@ForAll("hostile") String words, @ForAll boolean replace) throws Exception {
        SampleRecords record = SampleRecords.worded(word -> replace ? words : word + words)
                .switched()
                .gate("stands", "FAIL", "short of pods")
                .decision("rollback", "short of pods")
                .log("pod", "last words")
                .abort("paul", "wrong")
                .requests(9, 7, 9, 8)
                .ended("ROLLED_BACK", "done");

        Document page = parse(HtmlReport.page(record.report()));

        assertOnlyOurMarkup(page);
        String logged = replace ? words : "last words" + words;
        assertThat(page.getDocumentElement().getTextContent()).contains(Characters.visible(logged));
    }

    @Property(tries = 20)
    void neverTurnsACanarysWordsIntoMarkup(@ForAll("hostile") String words, @ForAll boolean turned) throws Exception {
        SampleRecords record =
                turned ? CanaryRecords.rolledBack(word -> word + words) : CanaryRecords.waiting(word -> word + words);

        Document page = parse(HtmlReport.page(record.report()));

        assertOnlyOurMarkup(page);
        assertThat(page.getDocumentElement().getTextContent())
                .contains(Characters.visible("requests count against it"));
    }

    private static void assertOnlyOurMarkup(Document page) {
        Set<String> tags = names(Stream.of(Tag.values()).map(Tag::name), "symbol", "circle");
        Set<String> attributes = names(
                Stream.of(Attribute.values()).map(Attribute::name),
                "href",
                "cx",
                "cy",
                "r",
                "fill",
                "stroke-dasharray",
                "rx",
                "preserveaspectratio",
                "viewbox");
        NodeList elements = page.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(tags).contains(element.getTagName());
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                String name = element.getAttributes().item(j).getNodeName();
                assertThat(attributes).contains(name.toLowerCase(Locale.ROOT));
            }
            assertThat(element.getAttribute("href")).matches("|#i-[a-z-]+");
            assertThat(element.getAttribute("class")).matches("[a-z0-9 -]*");
        }
    }

    private static Set<String> names(Stream<String> constants, String... more) {
        Set<String> names = new TreeSet<>(Set.of(more));
        constants.map(name -> name.toLowerCase(Locale.ROOT)).forEach(name -> {
            names.add(name.replace('_', '-'));
            names.add(name.replace("_", ""));
        });
        return names;
    }

    @Example
    void hasAPageForEveryBeginningOfARecord() throws Exception {
        List<Event> events = SampleRecords.rolledBack().events();

        for (int length = 0; length <= events.size(); length++) {
            ReleaseReport report = ReleaseReport.of(
                    events.subList(0, length), Chain.intact("0".repeat(64)), SampleRecords.START.plusSeconds(60));

            assertOnlyOurMarkup(parse(HtmlReport.page(report)));
        }
    }

    @Example
    void hasAPageForEveryBeginningOfACanarysRecord() throws Exception {
        List<Event> events = CanaryRecords.rolledBack().events();

        for (int length = 0; length <= events.size(); length++) {
            ReleaseReport report = ReleaseReport.of(
                    events.subList(0, length), Chain.intact("0".repeat(64)), SampleRecords.START.plusSeconds(900));

            String page = HtmlReport.page(report);
            assertOnlyOurMarkup(parse(page));
            assertThat(page).doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    @Example
    void drawsEachObjectiveWithItsLimitAndItsBadSide() throws Exception {
        Document page = parse(HtmlReport.page(CanaryRecords.waiting().report()));

        assertThat(paths(page, "c-lim")).hasSize(SampleObjectives.ALL.size());
        assertThat(paths(page, "c-bad")).hasSize(SampleObjectives.ALL.size());
        assertThat(page.getDocumentElement().getTextContent())
                .contains("Waiting for operations or jana", "43 of 43 looks passed", "http_requests_total{");
    }

    @Example
    void neitherRunsNorLoadsNorStylesInPlace() {
        String page = HtmlReport.page(SampleRecords.good().report());

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain(" style=")
                .doesNotContain("url(")
                .doesNotContain("@import")
                .contains("default-src 'none'".replace("'", "&#39;"));
    }

    @Example
    void drawsWhoHadTheTrafficAndMarksEveryVerdictThatIsNotAPass() throws Exception {
        Document page = parse(HtmlReport.page(SampleRecords.rolledBack().report()));

        assertThat(ids(page, "use")).contains("#i-m-inc", "#i-m-turn", "#i-m-fail", "#i-m-who");
        assertThat(page.getDocumentElement().getTextContent()).contains("Traffic over time", "share asked for");
        assertThat(paths(page, "c-new")).allMatch(path -> path.startsWith("M"));
    }

    @Example
    void drawsASinglePointAsTheShareThatHolds() throws Exception {
        SampleRecords record = SampleRecords.empty()
                .started("jana", "DEPLOY", "HOLD")
                .traffic(3, 0)
                .baseline();

        Document page = parse(HtmlReport.page(record.report()));

        assertThat(paths(page, "c-old")).hasSizeGreaterThan(1);
        assertThat(HtmlReport.page(record.report())).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Example
    void saysThatNoTrafficWasObservedInsteadOfDrawingNothing() throws Exception {
        Document page = parse(HtmlReport.page(SampleRecords.refused().report()));

        assertThat(page.getDocumentElement().getTextContent()).contains("No traffic was observed.");
    }

    @Example
    void beginsWithTheDamageOfADamagedRecord() throws Exception {
        List<String> lines = new ArrayList<>(SampleRecords.good().lines());
        lines.set(8, lines.get(8).replace("ready 0 of 3", "ready 3 of 3"));
        RecordReader.Result read = RecordReader.read(lines);

        Document page = parse(HtmlReport.page(ReleaseReport.of(read.events(), Chain.of(read), SampleRecords.START)));

        String text = page.getDocumentElement().getTextContent();
        assertThat(text).contains("Record damaged", "Line 10 does not continue the line before it");
        assertThat(text.indexOf("Record damaged")).isLessThan(text.indexOf("Not proved"));
    }

    @Example
    void givesJenkinsTheSameBodyWithoutColoursOfItsOwn() {
        ReleaseReport report = SampleRecords.good().report();

        String body = HtmlReport.body(report);

        assertThat(body)
                .contains("<main class=\"rg\">")
                .doesNotContain("<style")
                .doesNotContain("<html");
        assertThat(HtmlReport.page(report)).contains(body.substring(body.indexOf("<main")));
    }

    private static List<String> paths(Document page, String css) {
        return all(page, "path").stream()
                .filter(path -> path.getAttribute("class").equals(css))
                .map(path -> path.getAttribute("d"))
                .toList();
    }

    private static List<String> ids(Document page, String tag) {
        return all(page, tag).stream().map(use -> use.getAttribute("href")).toList();
    }

    private static List<Element> all(Document page, String tag) {
        NodeList found = page.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }
}
