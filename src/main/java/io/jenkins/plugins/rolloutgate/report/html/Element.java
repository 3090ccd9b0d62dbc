package io.jenkins.plugins.rolloutgate.report.html;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An element under construction. Not thread-safe. */
public final class Element implements Node {
    private final Tag tag;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    private Element(Tag tag) {
        this.tag = tag;
    }

    public static Element of(Tag tag) {
        return new Element(tag);
    }

    /** An element of these classes. */
    public static Element of(Tag tag, String classes) {
        return of(tag).set(Attribute.CLASS, classes);
    }

    public Element set(Attribute attribute, String value) {
        attributes.put(attribute.word(), value);
        return this;
    }

    /** Refers to an element of the same page by its id; there is no other kind of reference. */
    public Element refersTo(String id) {
        attributes.put("href", "#" + id);
        return this;
    }

    public Element text(String content) {
        children.add(new Text(content));
        return this;
    }

    public Element add(Node... nodes) {
        children.addAll(List.of(nodes));
        return this;
    }

    public Element add(Collection<? extends Node> nodes) {
        children.addAll(nodes);
        return this;
    }

    public boolean isEmpty() {
        return children.isEmpty();
    }

    @Override
    public void write(StringBuilder out) {
        out.append('<').append(tag.word());
        attributes.forEach((name, value) -> {
            out.append(' ').append(name).append("=\"");
            Text.escape(value, out);
            out.append('"');
        });
        if (tag.isVoid()) {
            out.append("/>");
            return;
        }
        out.append('>');
        children.forEach(child -> child.write(out));
        out.append("</").append(tag.word()).append('>');
    }
}
