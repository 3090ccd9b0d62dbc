package io.jenkins.plugins.rolloutgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Looks up the symbols of the plugin's pages in a real Jenkins, which shows a cross in place of one that it does not know. */
@EnabledIfEnvironmentVariable(
        named = "JENKINS_WAR",
        matches = ".+",
        disabledReason = "JENKINS_WAR does not say where a real Jenkins is")
class RealSymbolsTest {

    private static final Pattern USED = Pattern.compile("symbol-([a-z0-9-]+)");
    private static final Pattern OFFERED = Pattern.compile(".*images/symbols/([a-z0-9-]+)\\.svg");

    @Test
    void usesOnlySymbolsThatJenkinsHas() throws IOException {
        Set<String> used = used();
        Set<String> offered = offered();

        assertThat(used).isNotEmpty();
        assertThat(offered).containsAll(used);
    }

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            for (Path file : files.filter(name -> name.toString().matches(".*\\.(java|jelly)"))
                    .toList()) {
                Matcher matcher = USED.matcher(Files.readString(file));
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            }
        }
        return used;
    }

    private static Set<String> offered() throws IOException {
        try (ZipFile war = new ZipFile(System.getenv("JENKINS_WAR"))) {
            return war.stream()
                    .map(entry -> OFFERED.matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
