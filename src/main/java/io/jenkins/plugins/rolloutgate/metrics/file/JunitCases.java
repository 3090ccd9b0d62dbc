package io.jenkins.plugins.rolloutgate.metrics.file;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the test cases of a report in JUnit's XML format. */
public final class JunitCases {
    private JunitCases() {}

    /** How a test has ended. */
    public enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    /**
     * One test.
     *
     * @param message of its failure; empty otherwise
     */
    public record Case(String className, String name, Result result, String message) {}

    /**
     * Reads a report; whoever opened it closes it.
     *
     * @param file its name, for the error
     * @throws IllegalArgumentException in one line, if it is no such report
     */
    public static List<Case> read(String file, InputStream in) {
        List<Case> cases = new ArrayList<>();
        try {
            XMLStreamReader reader = safeFactory().createXMLStreamReader(in);
            Case now = null;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    now = started(reader, now);
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("testcase")) {
                    cases.add(now);
                    now = null;
                }
            }
            return cases;
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(file + " is no XML: give a JUnit report", e);
        }
    }

    private static Case started(XMLStreamReader reader, Case now) {
        String name = reader.getLocalName();
        if (name.equals("testcase")) {
            return new Case(attribute(reader, "classname"), attribute(reader, "name"), Result.PASSED, "");
        }
        if (now == null) {
            return null;
        }
        return switch (name) {
            case "failure", "error" ->
                new Case(now.className(), now.name(), Result.FAILED, attribute(reader, "message"));
            case "skipped" -> new Case(now.className(), now.name(), Result.SKIPPED, "");
            default -> now;
        };
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }

    /** Nothing that a file names is read, and no entity grows without end. */
    static XMLInputFactory safeFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
