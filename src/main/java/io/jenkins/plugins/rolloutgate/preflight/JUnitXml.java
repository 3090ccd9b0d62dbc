package io.jenkins.plugins.rolloutgate.preflight;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What checks found as a JUnit report, as Jenkins and others read it: FAIL is a failure, UNKNOWN an error,
 * NOT_APPLICABLE is skipped, and what a warning says stands in its output.
 */
public final class JUnitXml {
    private JUnitXml() {}

    /**
     * A report with one suite.
     *
     * @param suite its name, such as {@code infrastructure of shop/checkout}
     */
    public static String of(String suite, List<Checked> checks) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", legal(suite));
            xml.writeAttribute("tests", String.valueOf(checks.size()));
            xml.writeAttribute("failures", count(checks, Finding.Status.FAIL));
            xml.writeAttribute("errors", count(checks, Finding.Status.UNKNOWN));
            xml.writeAttribute("skipped", count(checks, Finding.Status.NOT_APPLICABLE));
            for (Checked one : checks) {
                write(xml, suite, one);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static String count(List<Checked> checks, Finding.Status status) {
        return String.valueOf(
                checks.stream().filter(one -> one.finding().status() == status).count());
    }

    private static void write(XMLStreamWriter xml, String suite, Checked one) throws XMLStreamException {
        Finding finding = one.finding();
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", legal(suite.replace('.', '_')));
        xml.writeAttribute("name", legal(one.name()));
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", one.took().toMillis() / 1000.0));
        switch (finding.status()) {
            case FAIL -> problem(xml, "failure", finding);
            case UNKNOWN -> problem(xml, "error", finding);
            case NOT_APPLICABLE -> problem(xml, "skipped", finding);
            case PASS, WARN -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(legal(finding.status() + ": " + finding.seen()
                        + (finding.todo().isEmpty() ? "" : "; " + finding.todo())));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    private static void problem(XMLStreamWriter xml, String element, Finding finding) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", legal(finding.seen()));
        xml.writeCharacters(legal(finding.todo()));
        xml.writeEndElement();
    }

    /** Without what XML 1.0 forbids, which could come from a cluster. */
    private static String legal(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
