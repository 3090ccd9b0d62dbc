package io.jenkins.plugins.rolloutgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

/** Views, forms and help in the archive, as far as they can be judged without a running Jenkins. */
class ViewsIT {

    private static final String ESCAPE = "<?jelly escape-by-default='true'?>\n";

    private final PluginArchive inner = PluginArchive.inner();

    @Test
    void escapeByDefault() {
        assertThat(jellies())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(inner.text(name)).startsWith(ESCAPE));
    }

    @Test
    void areWellFormedAndHaveNoInlineScript() {
        List<String> mistakes = jellies().flatMap(this::scripts).toList();

        assertThat(mistakes).isEmpty();
    }

    /** Jenkins brings every file of that name, and runs a view among them with whatever is shown just then. */
    @Test
    void takeNoViewForAnAdjunct() {
        List<String> adjuncts = jellies().flatMap(this::adjuncts).toList();

        assertThat(adjuncts).isNotEmpty().allSatisfy(adjunct -> {
            String path = adjunct.replace('.', '/');
            assertThat(inner.names()).doesNotContain(path + ".jelly").containsAnyOf(path + ".css", path + ".js");
        });
    }

    private Stream<String> adjuncts(String name) {
        NodeList includes = parse(name).getElementsByTagName("st:adjunct");
        return IntStream.range(0, includes.getLength())
                .mapToObj(i -> ((Element) includes.item(i)).getAttribute("includes"));
    }

    @Test
    void offerAnEntryAndHelpForEveryParameter() {
        List<String> mistakes = inner.names().stream()
                .filter(name -> name.endsWith(".class"))
                .map(name -> Forms.read(inner.bytes(name)))
                .flatMap(type -> Forms.parameters(type).stream().flatMap(parameter -> missing(type, parameter)))
                .toList();

        assertThat(mistakes).isEmpty();
    }

    @Test
    void helpIsOneWellFormedBlock() {
        assertThat(inner.names().stream().filter(name -> name.matches(".*/help[^/]*\\.html")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(parse(name).getTagName()).isEqualTo("div"));
    }

    private Stream<String> jellies() {
        return inner.names().stream().filter(name -> name.endsWith(".jelly"));
    }

    private Stream<String> missing(ClassNode type, String parameter) {
        List<String> mistakes = new ArrayList<>();
        List<String> views = viewsOf(type);
        if (views.stream().noneMatch(view -> inner.names().contains(view + "help-" + parameter + ".html"))) {
            mistakes.add("no " + views.get(0) + "help-" + parameter + ".html");
        }
        if (jellies()
                .noneMatch(name -> views.stream().anyMatch(name::startsWith)
                        && inner.text(name).contains("field=\"" + parameter + "\""))) {
            mistakes.add("no view in " + views.get(0) + " has field=\"" + parameter + "\"");
        }
        return mistakes.stream();
    }

    /** Views are inherited. */
    private List<String> viewsOf(ClassNode type) {
        List<String> views = new ArrayList<>(List.of(Forms.views(type)));
        if (inner.names().contains(type.superName + ".class")) {
            views.addAll(viewsOf(Forms.read(inner.bytes(type.superName + ".class"))));
        }
        return views;
    }

    private Stream<String> scripts(String name) {
        List<String> mistakes = new ArrayList<>();
        NodeList elements = parse(name).getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            if (element.getTagName().equalsIgnoreCase("script")
                    && !element.getTextContent().isBlank()) {
                mistakes.add(name + " has a script");
            }
            NamedNodeMap attributes = element.getAttributes();
            for (int k = 0; k < attributes.getLength(); k++) {
                String attribute = attributes.item(k).getNodeName().toLowerCase(Locale.ROOT);
                String value = attributes.item(k).getNodeValue().strip().toLowerCase(Locale.ROOT);
                if (attribute.matches("on[a-z]+") || value.startsWith("javascript:")) {
                    mistakes.add(name + " runs a script in attribute " + attribute);
                }
            }
        }
        return mistakes.stream();
    }

    private Element parse(String name) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(inner.bytes(name)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(name + " is not well-formed: " + e.getMessage(), e);
        }
    }
}
