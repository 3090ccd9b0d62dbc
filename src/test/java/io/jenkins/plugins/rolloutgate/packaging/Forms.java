package io.jenkins.plugins.rolloutgate.packaging;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.ParameterNode;

/** The parameters that Jenkins binds from forms and Pipelines, and where it looks for their views. */
final class Forms {

    private static final String CONSTRUCTOR = "Lorg/kohsuke/stapler/DataBoundConstructor;";
    private static final String SETTER = "Lorg/kohsuke/stapler/DataBoundSetter;";

    private Forms() {}

    /** Unlike {@link ClassLookup#read} with the names of parameters, which count as debug information. */
    static ClassNode read(byte[] bytes) {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE);
        return node;
    }

    static List<String> parameters(ClassNode type) {
        Stream<String> constructor = annotated(type, CONSTRUCTOR)
                .flatMap(method -> Stream.ofNullable(method.parameters).flatMap(List::stream))
                .map((ParameterNode parameter) -> parameter.name);
        Stream<String> setters = annotated(type, SETTER)
                .map(method -> method.name.substring(3, 4).toLowerCase(Locale.ROOT) + method.name.substring(4));
        return Stream.concat(constructor, setters).toList();
    }

    /** The directory of a class's views; nested classes have theirs inside that of the outer class. */
    static String views(ClassNode type) {
        return type.name.replace('$', '/') + "/";
    }

    private static Stream<MethodNode> annotated(ClassNode type, String annotation) {
        return type.methods.stream()
                .filter(method -> method.visibleAnnotations != null
                        && method.visibleAnnotations.stream()
                                .anyMatch((AnnotationNode node) -> node.desc.equals(annotation)));
    }
}
