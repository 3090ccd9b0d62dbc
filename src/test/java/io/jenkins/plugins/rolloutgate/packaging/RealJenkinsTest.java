package io.jenkins.plugins.rolloutgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Looks up in real jars what the plugin was compiled against by hand. */
@EnabledIfEnvironmentVariable(
        named = "JENKINS_WAR",
        matches = ".+",
        disabledReason = "JENKINS_WAR and JENKINS_PLUGINS_DIR do not say where a real Jenkins is")
@EnabledIfEnvironmentVariable(named = "JENKINS_PLUGINS_DIR", matches = ".+")
class RealJenkinsTest {

    private static final Path DECLARATIONS = Path.of("src", "jenkins-api", "java");

    private static ClassLookup declared;
    private static ClassLookup real;

    @BeforeAll
    static void openJenkins() {
        declared = ClassLookup.onClassPath();
        real = RealJenkins.open(Path.of(System.getenv("JENKINS_WAR")), Path.of(System.getenv("JENKINS_PLUGINS_DIR")))
                .or(name -> Reference.isJenkins(name) ? Optional.empty() : declared.find(name));
    }

    @Test
    void offersEveryMemberThatThePluginRefersTo() {
        Set<Reference> referred = JenkinsMembersTest.references(declared);

        List<String> mistakes =
                referred.stream().flatMap(RealJenkinsTest::mistake).toList();

        assertThat(mistakes).isEmpty();
    }

    @Test
    void agreesWithEveryDeclaration() {
        Stream<Reference> declarations = declaredClasses().flatMap(RealJenkinsTest::members);

        List<String> mistakes = declarations.flatMap(RealJenkinsTest::mistake).toList();

        assertThat(mistakes).isEmpty();
    }

    @Test
    void hasEverySupertypeThatIsDeclared() {
        List<String> mistakes = declaredClasses()
                .flatMap(type -> ClassHierarchy.of(type.name, declared).stream()
                        .filter(supertype -> !supertype.equals("java/lang/Object"))
                        .filter(supertype -> !ClassHierarchy.of(type.name, real).contains(supertype))
                        .map(supertype -> type.name + " is no " + supertype))
                .toList();

        assertThat(mistakes).isEmpty();
    }

    @Test
    void asksForNoMethodThatThePluginDoesNotImplement() {
        List<String> mistakes = PluginClasses.all().stream()
                .filter(type -> (type.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0)
                .flatMap(type -> ClassHierarchy.unimplemented(type.name, real).stream()
                        .map(method -> type.name + " lacks " + method))
                .toList();

        assertThat(mistakes).isEmpty();
    }

    private static Stream<String> mistake(Reference reference) {
        String ours = reference.describe(declared).orElse("nothing");
        String theirs = reference.describe(real).orElse("nothing");
        return ours.equals(theirs) ? Stream.empty() : Stream.of(ours + " is declared, but there is " + theirs);
    }

    private static Stream<ClassNode> declaredClasses() {
        try (Stream<Path> files = Files.walk(DECLARATIONS)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(file -> DECLARATIONS.relativize(file).toString().replace('\\', '/'))
                    .map(file -> declared.find(file.substring(0, file.length() - ".java".length())))
                    .flatMap(Optional::stream)
                    .toList()
                    .stream()
                    .flatMap(RealJenkinsTest::withNested);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<ClassNode> withNested(ClassNode type) {
        return Stream.concat(
                Stream.of(type),
                type.innerClasses.stream()
                        .filter(inner -> type.name.equals(inner.outerName))
                        .map(inner -> declared.find(inner.name).orElseThrow()));
    }

    private static Stream<Reference> members(ClassNode type) {
        Stream<Reference> fields = type.fields.stream()
                .filter(field -> isOffered(field.access))
                .map(field -> new Reference(type.name, field.name, field.desc));
        Stream<Reference> methods = type.methods.stream()
                .filter(method -> isOffered(method.access))
                .map(method -> new Reference(type.name, method.name, method.desc));
        return Stream.of(Stream.of(Reference.type(type.name)), fields, methods).flatMap(members -> members);
    }

    private static boolean isOffered(int access) {
        return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
                && (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) == 0;
    }
}
