package io.jenkins.plugins.rolloutgate.report.html;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An element under construction. Not thread-safe. */
public final class Element implements Node {
    private static final Pattern BESIDE = Pattern.compile(
            "((\\.\\./)?[A-Za-z0-9][A-Za-z0-9._-]*/?([a-z][A-Za-z]*)?|\\?[a-z]+=[0-9]+)(#[A-Za-z0-9-]+)?");

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

    /**
     * Refers to another page beside this one.
     *
     * @throws IllegalArgumentException if it could lead elsewhere
     */
    public Element linksTo(String path) {
        attributes.put("href", beside(path));
        return this;
    }

    /**
     * Sends a form to a method of this page.
     *
     * @throws IllegalArgumentException if it could lead elsewhere
     */
    public Element sendsTo(String path) {
        attributes.put("action", beside(path));
        return set(Attribute.METHOD, "post");
    }

    private static String beside(String path) {
        if (!BESIDE.matcher(path).matches()) {
            throw new IllegalArgumentException("not a page beside this one: " + path);
        }
        return path;
    }

    /** Refers to an element of the same page by its id. */
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
