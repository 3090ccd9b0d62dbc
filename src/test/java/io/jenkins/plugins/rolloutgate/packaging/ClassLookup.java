package io.jenkins.plugins.rolloutgate.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Finds the class file of an internal name such as {@code hudson/model/Run}. */
interface ClassLookup {

    Optional<ClassNode> find(String internalName);

    /** What these tests themselves see: the declared API, or the real one in profile {@code jenkins}. */
    static ClassLookup onClassPath() {
        return name -> {
            try (InputStream in = ClassLookup.class.getClassLoader().getResourceAsStream(name + ".class")) {
                return in == null ? Optional.empty() : Optional.of(read(in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    static ClassNode read(byte[] bytes) {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return node;
    }

    default ClassLookup or(ClassLookup other) {
        return name -> find(name).or(() -> other.find(name));
    }
}
