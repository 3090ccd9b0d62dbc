package io.jenkins.plugins.rolloutgate.metrics.file;

import io.jenkins.plugins.rolloutgate.metrics.MetricException;
import io.jenkins.plugins.rolloutgate.metrics.MetricSource;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A test report in JUnit's XML format. A query is one of {@code tests}, {@code failures}, {@code errors} and
 * {@code skipped}; test cases are counted themselves, since suites may hold suites. A file without any test is no data.
 * Thread-safe.
 */
public final class JunitFile implements MetricSource {
    private static final Map<String, String> BY_ELEMENT =
            Map.of("testcase", "tests", "failure", "failures", "error", "errors", "skipped", "skipped");

    private final ReportFile file;
    private final InstantSource clock;

    /**
     * A source of a name.
     *
     * @param clock the report is about the moment in which it is read
     */
    public JunitFile(String name, Report report, InstantSource clock) {
        this.file = new ReportFile(name, report, "run the tests first");
        this.clock = clock;
    }

    @Override
    public List<Series> query(String query) throws MetricException {
        String asked = query.strip();
        if (!BY_ELEMENT.containsValue(asked)) {
            throw file.problem("'" + asked + "' is no query: write tests, failures, errors or skipped", null);
        }
        Map<String, Integer> counts = counts();
        if (!counts.containsKey("tests")) {
            return List.of();
        }
        return List.of(new Series(
                Map.of(), counts.getOrDefault(asked, 0), clock.instant().toEpochMilli() / 1000.0));
    }

    private Map<String, Integer> counts() throws MetricException {
        byte[] bytes = file.read();
        Map<String, Integer> counts = new TreeMap<>();
        try {
            XMLStreamReader reader = JunitCases.safeFactory().createXMLStreamReader(new ByteArrayInputStream(bytes));
            boolean inCase = false;
            for (int event = reader.getEventType(); reader.hasNext(); event = reader.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    String name = reader.getLocalName();
                    inCase |= name.equals("testcase");
                    String count = inCase ? BY_ELEMENT.get(name) : null;
                    if (count != null) {
                        counts.merge(count, 1, Integer::sum);
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("testcase")) {
                    inCase = false;
                }
            }
            return counts;
        } catch (XMLStreamException e) {
            throw file.problem("the file is no XML: give a JUnit report", e);
        }
    }
}
