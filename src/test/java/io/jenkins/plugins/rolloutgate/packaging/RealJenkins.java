package io.jenkins.plugins.rolloutgate.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.objectweb.asm.tree.ClassNode;

/** The classes inside a {@code jenkins.war} and inside the plugins of a directory. */
final class RealJenkins implements ClassLookup {

    private final Map<String, byte[]> classes = new HashMap<>();

    private RealJenkins() {}

    static RealJenkins open(Path war, Path pluginsDirectory) {
        RealJenkins jenkins = new RealJenkins();
        jenkins.addArchive(war);
        try (Stream<Path> files = Files.list(pluginsDirectory)) {
            files.filter(file -> file.toString().matches(".*\\.[hj]pi"))
                    .sorted()
                    .forEach(jenkins::addArchive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jenkins;
    }

    private void addArchive(Path archive) {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(archive))) {
            ZipEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                if (entry.getName().matches("WEB-INF/lib/.*\\.jar")) {
                    addJar(new ByteArrayInputStream(entries.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addJar(InputStream jar) throws IOException {
        ZipInputStream entries = new ZipInputStream(jar);
        ZipEntry entry;
        while ((entry = entries.getNextEntry()) != null) {
            String name = entry.getName();
            if (name.endsWith(".class") && Reference.isJenkins(name)) {
                classes.putIfAbsent(name.substring(0, name.length() - ".class".length()), entries.readAllBytes());
            }
        }
    }

    @Override
    public Optional<ClassNode> find(String internalName) {
        return Optional.ofNullable(classes.get(internalName)).map(ClassLookup::read);
    }
}
