package io.jenkins.plugins.rolloutgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code src/jenkins-api/members.txt} equal to what the compiled plugin refers to, so that each new member of
 * Jenkins is a visible diff and somebody looks it up in the real API.
 */
class JenkinsMembersTest {

    static final Path LIST = Path.of("src", "jenkins-api", "members.txt");

    @Test
    void listsEveryMemberOfJenkinsThatThePluginRefersTo() throws IOException {
        Set<String> referred = describedReferences();

        if (System.getProperty("rollout-gate.update-members") != null) {
            Files.write(LIST, referred);
        }

        assertThat(Files.readAllLines(LIST))
                .as(
                        "%s; look new members up in the real API, then run: "
                                + "mvn test -Dtest=JenkinsMembersTest -Drollout-gate.update-members",
                        LIST)
                .isEqualTo(List.copyOf(referred));
    }

    private static Set<String> describedReferences() {
        ClassLookup classes = ClassLookup.onClassPath();
        Set<String> lines = new TreeSet<>();
        for (Reference reference : references(classes)) {
            lines.add(reference.describe(classes).orElseGet(() -> "missing " + reference));
        }
        return lines;
    }

    static Set<Reference> references(ClassLookup classes) {
        ReferenceCollector collector = new ReferenceCollector(classes);
        PluginClasses.all().forEach(collector::collect);
        return collector.found();
    }
}
