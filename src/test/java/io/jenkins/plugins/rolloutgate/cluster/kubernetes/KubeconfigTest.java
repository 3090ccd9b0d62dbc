package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
    /** The client's name for the variable {@code KUBECONFIG}, which a test cannot set. */
    private static final String PROPERTY = "kubeconfig";

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    private String file(String name, String server, String user) throws IOException {
        return Files.writeString(directory.resolve(name), """
                apiVersion: v1
                kind: Config
                current-context: %1$s
                clusters: [{name: %1$s, cluster: {server: "%2$s"}}]
                users: [{name: %1$s, user: %3$s}]
                contexts: [{name: %1$s, context: {cluster: %1$s, user: %1$s, namespace: of-%1$s}}]
                """.formatted(name, server, user))
                .toString();
    }

    private static ClusterAccess access(Optional<String> context) {
        return Kubeconfig.load(Optional.empty(), context).access();
    }

    @Test
    void shouldTakeTheCurrentContextOfTheFirstFile() throws IOException {
        String one = file("one", "https://one:6443", "{token: secret}");
        String two = file("two", "https://two:6443", "{token: secret}");
        System.setProperty(PROPERTY, one + File.pathSeparator + two);

        assertThat(access(Optional.empty()).address()).isEqualTo("https://one:6443/");
        assertThat(Kubeconfig.load(Optional.empty(), Optional.empty()).namespace())
                .isEqualTo("of-one");
    }

    @Test
    void shouldTakeTheFileThatIsNamed() throws IOException {
        System.setProperty(PROPERTY, file("one", "https://one:6443", "{token: secret}"));
        Path two = Path.of(file("two", "https://two:6443", "{token: secret}"));

        Kubeconfig kubeconfig = Kubeconfig.load(Optional.of(two), Optional.empty());

        assertThat(kubeconfig.access().address()).isEqualTo("https://two:6443/");
        assertThat(kubeconfig.context()).isEqualTo("two");
        assertThatThrownBy(() -> Kubeconfig.load(Optional.of(directory.resolve("none")), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("none: name one with --kubeconfig or KUBECONFIG");
    }

    @Test
    void shouldTakeTheContextThatIsAskedForFromAnyFile() throws IOException {
        String one = file("one", "https://one:6443", "{token: secret}");
        String two = file("two", "https://two:6443", "{token: secret}");
        System.setProperty(PROPERTY, one + File.pathSeparator + two);

        assertThat(access(Optional.of("two")).address()).isEqualTo("https://two:6443/");
        assertThatThrownBy(() -> access(Optional.of("three")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no context three in the kubeconfig: choose one of one, two");
    }

    @Test
    void shouldRunTheCommandThatGivesTheToken() throws IOException {
        Path command = Files.writeString(directory.resolve("login"), """
                #!/bin/sh
                echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"fresh"}}'
                """);
        assertThat(command.toFile().setExecutable(true)).isTrue();
        System.setProperty(
                PROPERTY,
                file(
                        "one",
                        "https://one:6443",
                        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: " + command + "}}"));

        assertThat(access(Optional.empty()).config().getAutoOAuthToken()).isEqualTo("fresh");
    }

    @Test
    void shouldNotReadTheFilesAgainWhenNothingInThemCanBeRenewed() throws IOException {
        System.setProperty(PROPERTY, file("one", "https://one:6443", "{username: u, password: p}"));

        ClusterAccess access = access(Optional.empty());

        assertThat(access.config().refresh()).isSameAs(access.config());
        assertThat(access.config().getUsername()).isEqualTo("u");
    }

    @Test
    void shouldSayWhereItLookedWhenThereIsNoFile() {
        System.setProperty(PROPERTY, directory.resolve("missing").toString());

        assertThatThrownBy(() -> access(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no kubeconfig at " + directory.resolve("missing")
                        + ": name one with --kubeconfig or KUBECONFIG");
    }

    @Test
    void shouldSayWhichFileIsBroken() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken"), "{");
        System.setProperty(PROPERTY, broken.toString());

        assertThatThrownBy(() -> access(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(broken.toString())
                .hasMessageNotContaining("\n");
    }
}
