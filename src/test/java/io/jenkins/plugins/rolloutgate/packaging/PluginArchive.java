package io.jenkins.plugins.rolloutgate.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files inside an archive, by path. */
final class PluginArchive {

    private static final Path FILE = Path.of("target", "rollout-gate.hpi");

    private final Map<String, byte[]> files = new TreeMap<>();

    private PluginArchive(InputStream archive) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(archive)) {
            ZipEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), entries.readAllBytes());
                }
            }
        }
    }

    /** The {@code .hpi} that the build has assembled. */
    static PluginArchive outer() {
        try {
            return new PluginArchive(Files.newInputStream(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plugin's own jar inside it. */
    static PluginArchive inner() {
        try {
            return new PluginArchive(new ByteArrayInputStream(outer().bytes("WEB-INF/lib/rollout-gate.jar")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> names() {
        return files.keySet();
    }

    byte[] bytes(String name) {
        return files.get(name);
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    Map<String, String> manifest() throws IOException {
        Attributes attributes =
                new Manifest(new ByteArrayInputStream(bytes("META-INF/MANIFEST.MF"))).getMainAttributes();
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach((name, value) -> texts.put(name.toString(), value.toString()));
        return texts;
    }
}
