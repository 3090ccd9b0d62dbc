package io.jenkins.plugins.rolloutgate.packaging;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Walks a class, its superclasses and their interfaces. */
final class ClassHierarchy {

    private ClassHierarchy() {}

    /** Names of the class and of all its supertypes, superclasses first. */
    static Set<String> of(String name, ClassLookup classes) {
        Set<String> names = new LinkedHashSet<>();
        for (String next = name; next != null; next = superclass(next, classes)) {
            names.add(next);
        }
        for (String next : List.copyOf(names)) {
            addInterfaces(next, classes, names);
        }
        return names;
    }

    /** Abstract methods above a concrete class that nothing in its hierarchy implements. */
    static Set<String> unimplemented(String name, ClassLookup classes) {
        Map<String, Boolean> implemented = new LinkedHashMap<>();
        for (String type : of(name, classes)) {
            for (MethodNode method :
                    classes.find(type).map(node -> node.methods).orElse(List.of())) {
                if ((method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0) {
                    boolean concrete = (method.access & Opcodes.ACC_ABSTRACT) == 0;
                    implemented.merge(method.name + method.desc, concrete, Boolean::logicalOr);
                }
            }
        }
        implemented.values().removeIf(Boolean::booleanValue);
        return implemented.keySet();
    }

    private static String superclass(String name, ClassLookup classes) {
        return classes.find(name).map(node -> node.superName).orElse(null);
    }

    private static void addInterfaces(String name, ClassLookup classes, Set<String> names) {
        for (String type :
                classes.find(name).map((ClassNode node) -> node.interfaces).orElse(List.of())) {
            names.add(type);
            addInterfaces(type, classes, names);
        }
    }
}
