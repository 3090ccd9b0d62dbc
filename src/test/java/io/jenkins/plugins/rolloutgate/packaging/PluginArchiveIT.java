package io.jenkins.plugins.rolloutgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;
import net.java.sezpoz.impl.SerAnnotatedElement;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What Jenkins finds in the archive that the build has made. */
class PluginArchiveIT {

    private static final String PACKAGE = "io/jenkins/plugins/rolloutgate/";

    private final PluginArchive outer = PluginArchive.outer();
    private final PluginArchive inner = PluginArchive.inner();

    @Test
    void saysWhoItIsAndWhatItNeeds() throws IOException {
        assertThat(outer.manifest())
                .containsEntry("Short-Name", "rollout-gate")
                .containsEntry("Extension-Name", "rollout-gate")
                .containsEntry("Long-Name", "Rollout Gate")
                .containsEntry("Jenkins-Version", "2.541.3")
                .containsEntry("Group-Id", "io.jenkins.plugins")
                .containsEntry("Plugin-License-Name", "MIT License")
                .containsKeys("Plugin-Version", "Url", "Hudson-Version", "Implementation-Version");
        assertThat(outer.manifest().get("Plugin-Dependencies").split(","))
                .allMatch(dependency -> dependency.matches("[a-z0-9-]+:[0-9][^:;]*(;resolution:=optional)?"))
                .anyMatch(dependency -> dependency.startsWith("kubernetes-client-api:7.3.1-"))
                .anyMatch(dependency -> dependency.startsWith("workflow-step-api:"))
                .isSorted();
    }

    @Test
    void repeatsItInTheInnerJarSoThatJenkinsSavesItsObjects() throws IOException {
        assertThat(inner.manifest()).isEqualTo(outer.manifest());
    }

    @Test
    void bringsNoLibraryThatAnApiPluginHas() {
        assertThat(outer.names())
                .filteredOn(name -> name.startsWith("WEB-INF/"))
                .map(name -> name.replaceFirst("-\\d[\\d.]*\\.jar$", ".jar"))
                .containsExactlyInAnyOrder(
                        "WEB-INF/lib/rollout-gate.jar",
                        "WEB-INF/lib/commonmark.jar",
                        "WEB-INF/lib/commonmark-ext-gfm-tables.jar");
        assertThat(inner.names())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith(PACKAGE));
    }

    @Test
    void leavesTheShellThePlaygroundAndTheSimulationOut() {
        assertThat(inner.names())
                .noneMatch(name -> name.startsWith(PACKAGE + "cli/")
                        || name.startsWith(PACKAGE + "playground/")
                        || name.startsWith(PACKAGE + "simulation/"));
        assertThat(inner.names()).contains("index.jelly");
    }

    @Test
    void refersToNothingThatIsLeftOut() {
        List<String> references = classes().stream()
                .flatMap(type -> TypeNames.in(type).stream()
                        .filter(name -> name.startsWith("picocli/")
                                || name.startsWith(PACKAGE + "cli/")
                                || name.startsWith(PACKAGE + "playground/")
                                || name.startsWith(PACKAGE + "simulation/")
                                || name.startsWith("io/vertx/")
                                || name.startsWith("io/netty/"))
                        .map(name -> type.name + " -> " + name))
                .toList();

        assertThat(references).isEmpty();
    }

    @Test
    void listsEveryExtensionInTheIndexThatJenkinsReads() throws Exception {
        List<String> extensions = classes().stream()
                .filter(type -> isAnnotated(type.visibleAnnotations, "Lhudson/Extension;"))
                .map(type -> type.name.replace('/', '.'))
                .sorted()
                .toList();

        assertThat(indexed("META-INF/annotations/hudson.Extension"))
                .isEqualTo(extensions)
                .isNotEmpty();
    }

    @Test
    void listsEveryInitializerInTheIndexThatJenkinsReads() {
        assertThat(lines("META-INF/services/annotations/hudson.init.Initializer"))
                .isEqualTo(classesWithMethod("Lhudson/init/Initializer;"));
        assertThat(lines("META-INF/services/annotations/hudson.init.Terminator"))
                .isEqualTo(classesWithMethod("Lhudson/init/Terminator;"));
    }

    private List<ClassNode> classes() {
        return inner.names().stream()
                .filter(name -> name.endsWith(".class"))
                .map(name -> ClassLookup.read(inner.bytes(name)))
                .toList();
    }

    private List<String> indexed(String name) throws IOException, ClassNotFoundException {
        List<String> elements = new ArrayList<>();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(inner.bytes(name)))) {
            SerAnnotatedElement element;
            while ((element = (SerAnnotatedElement) in.readObject()) != null) {
                elements.add(element.key().replaceFirst("#.*", ""));
            }
        }
        elements.sort(null);
        return elements;
    }

    private List<String> lines(String name) {
        return inner.names().contains(name) ? inner.text(name).lines().sorted().toList() : List.of();
    }

    private List<String> classesWithMethod(String annotation) {
        return classes().stream()
                .filter(type -> type.methods.stream()
                        .anyMatch((MethodNode method) -> isAnnotated(method.visibleAnnotations, annotation)))
                .map(type -> type.name.replace('/', '.'))
                .sorted()
                .toList();
    }

    private static boolean isAnnotated(List<AnnotationNode> annotations, String descriptor) {
        return annotations != null && annotations.stream().anyMatch(annotation -> annotation.desc.equals(descriptor));
    }
}
