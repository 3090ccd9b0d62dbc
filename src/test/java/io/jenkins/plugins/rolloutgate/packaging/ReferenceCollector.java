package io.jenkins.plugins.rolloutgate.packaging;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Collects what compiled classes of ours name, call, override or annotate with of the Jenkins API. */
final class ReferenceCollector {

    private final ClassLookup classes;
    private final Set<Reference> found = new TreeSet<>();

    /** @param classes finds our own classes and those of Jenkins */
    ReferenceCollector(ClassLookup classes) {
        this.classes = classes;
    }

    Set<Reference> found() {
        return found;
    }

    void collect(ClassNode type) {
        TypeNames.in(type).stream()
                .filter(Reference::isJenkins)
                .map(Reference::type)
                .forEach(found::add);
        annotations(type.visibleAnnotations, type.invisibleAnnotations).forEach(this::collect);
        for (FieldNode field : type.fields) {
            annotations(field.visibleAnnotations, field.invisibleAnnotations).forEach(this::collect);
        }
        for (MethodNode method : type.methods) {
            annotations(method.visibleAnnotations, method.invisibleAnnotations).forEach(this::collect);
            parameterAnnotations(method).forEach(this::collect);
            method.instructions.forEach(this::collect);
            if ((method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0 && !method.name.equals("<init>")) {
                inherited(type, method.name, method.desc).ifPresent(found::add);
            }
        }
    }

    private void collect(AnnotationNode annotation) {
        String owner = Type.getType(annotation.desc).getInternalName();
        if (!Reference.isJenkins(owner) || annotation.values == null) {
            return;
        }
        ClassNode declared = classes.find(owner).orElseThrow();
        for (int i = 0; i < annotation.values.size(); i += 2) {
            Object element = annotation.values.get(i);
            declared.methods.stream()
                    .filter(method -> method.name.equals(element))
                    .forEach(method -> found.add(new Reference(owner, method.name, method.desc)));
        }
    }

    private void collect(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            collect(call.owner, call.name, call.desc);
        } else if (instruction instanceof FieldInsnNode access) {
            collect(access.owner, access.name, access.desc);
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            Arrays.stream(dynamic.bsmArgs)
                    .filter(Handle.class::isInstance)
                    .map(Handle.class::cast)
                    .forEach(handle -> collect(handle.getOwner(), handle.getName(), handle.getDesc()));
        }
    }

    private void collect(String owner, String name, String descriptor) {
        if (Reference.isJenkins(owner)) {
            found.add(new Reference(owner, name, descriptor));
        } else {
            classes.find(owner)
                    .filter(type -> !declares(type, name, descriptor))
                    .flatMap(type -> inherited(type, name, descriptor))
                    .ifPresent(found::add);
        }
    }

    /** The nearest Jenkins type above ours that has the member, unless a class of ours in between has it. */
    private Optional<Reference> inherited(ClassNode type, String name, String descriptor) {
        return supertypes(type)
                .map(parent -> inheritedThrough(parent, name, descriptor))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Reference> inheritedThrough(String parent, String name, String descriptor) {
        if (Reference.isJenkins(parent)) {
            Reference reference = new Reference(parent, name, descriptor);
            return reference.describe(classes).map(line -> reference);
        }
        return parent.startsWith("java/")
                ? Optional.empty()
                : classes.find(parent).flatMap(node -> inherited(node, name, descriptor));
    }

    private static Stream<String> supertypes(ClassNode type) {
        return Stream.concat(Stream.ofNullable(type.superName), type.interfaces.stream());
    }

    private static boolean declares(ClassNode type, String name, String descriptor) {
        return type.methods.stream().anyMatch(method -> method.name.equals(name) && method.desc.equals(descriptor))
                || type.fields.stream().anyMatch(field -> field.name.equals(name) && field.desc.equals(descriptor));
    }

    private static Stream<AnnotationNode> annotations(List<AnnotationNode> visible, List<AnnotationNode> invisible) {
        return Stream.of(visible, invisible).filter(Objects::nonNull).flatMap(List::stream);
    }

    private static Stream<AnnotationNode> parameterAnnotations(MethodNode method) {
        return Stream.ofNullable(method.visibleParameterAnnotations)
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .flatMap(List::stream);
    }
}
