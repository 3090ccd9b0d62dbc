package io.jenkins.plugins.rolloutgate.packaging;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A type (without a name), field or method that a class file names; a method's descriptor begins with a parenthesis.
 */
record Reference(String owner, String name, String descriptor) implements Comparable<Reference> {

    private static final List<String> API =
            List.of("hudson/", "jenkins/", "org/kohsuke/", "org/jenkinsci/", "com/cloudbees/", "net/sf/json/");

    static Reference type(String owner) {
        return new Reference(owner, "", "");
    }

    static boolean isJenkins(String internalName) {
        return API.stream().anyMatch(internalName::startsWith);
    }

    /** How that API offers it, with the flags that the JVM or javac cares about; empty where there is no such thing. */
    Optional<String> describe(ClassLookup api) {
        if (name.isEmpty()) {
            return api.find(owner).map(type -> owner + " " + flags(type.access, true) + kind(type.access));
        }
        return access(api)
                .map(access -> owner + " " + flags(access, false) + (isMethod() ? "method " : "field ") + name
                        + (isMethod() ? "" : " ") + descriptor);
    }

    /** Finds the member as the JVM does: in the class, in its superclasses, then in the interfaces of them all. */
    private Optional<Integer> access(ClassLookup api) {
        Deque<String> open = new ArrayDeque<>(List.of(owner));
        while (!open.isEmpty()) {
            ClassNode type = api.find(open.removeFirst()).orElse(null);
            if (type == null) {
                continue;
            }
            Optional<Integer> found = declared(type).findFirst();
            if (found.isPresent()) {
                return found;
            }
            if (name.equals("<init>")) {
                return Optional.empty();
            }
            open.addAll(type.interfaces);
            if (type.superName != null) {
                open.addFirst(type.superName);
            }
        }
        return Optional.empty();
    }

    private Stream<Integer> declared(ClassNode type) {
        if (isMethod()) {
            return type.methods.stream().filter(this::isThis).map(method -> method.access);
        }
        return type.fields.stream().filter(this::isThis).map(field -> field.access);
    }

    private boolean isThis(MethodNode method) {
        return method.name.equals(name) && method.desc.equals(descriptor);
    }

    private boolean isThis(FieldNode field) {
        return field.name.equals(name) && field.desc.equals(descriptor);
    }

    boolean isMethod() {
        return descriptor.startsWith("(");
    }

    private static String flags(int access, boolean type) {
        StringBuilder flags = new StringBuilder();
        flags.append(
                is(access, Opcodes.ACC_PUBLIC) ? "public " : is(access, Opcodes.ACC_PROTECTED) ? "protected " : "");
        flags.append(is(access, Opcodes.ACC_PRIVATE) ? "private " : "");
        flags.append(is(access, Opcodes.ACC_STATIC) && !type ? "static " : "");
        flags.append(is(access, Opcodes.ACC_ABSTRACT) ? "abstract " : "");
        return flags.append(is(access, Opcodes.ACC_FINAL) ? "final " : "").toString();
    }

    private static String kind(int access) {
        if (is(access, Opcodes.ACC_ANNOTATION)) {
            return "annotation";
        }
        if (is(access, Opcodes.ACC_ENUM)) {
            return "enum";
        }
        return is(access, Opcodes.ACC_INTERFACE) ? "interface" : "class";
    }

    private static boolean is(int access, int flag) {
        return (access & flag) != 0;
    }

    @Override
    public int compareTo(Reference other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return name.isEmpty() ? owner : owner + "." + name + (isMethod() ? "" : " ") + descriptor;
    }
}
