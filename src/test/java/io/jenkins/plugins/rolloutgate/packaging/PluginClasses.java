package io.jenkins.plugins.rolloutgate.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.tree.ClassNode;

/** The classes that the build has compiled from {@code src/main/java}. */
final class PluginClasses {

    private static final Path DIRECTORY = Path.of("target", "classes");

    private PluginClasses() {}

    static List<ClassNode> all() {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(PluginClasses::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassNode read(Path file) {
        try {
            return ClassLookup.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
