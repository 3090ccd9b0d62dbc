package io.jenkins.plugins.rolloutgate.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void shouldTakeNoOtherHomeWhereTheOneThatIsSetDoesNotExist() {
        String gone = directory.resolve("gone").toString();

        assertThat(Kubeconfig.ofMissingHome(Map.of("HOME", gone)))
                .contains(Path.of(gone, ".kube", "config").toString());
        assertThat(Kubeconfig.ofMissingHome(Map.of("HOME", gone, "KUBECONFIG", "file")))
                .isEmpty();
        assertThat(Kubeconfig.ofMissingHome(Map.of("HOME", directory.toString())))
                .isEmpty();
        assertThat(Kubeconfig.ofMissingHome(Map.of())).isEmpty();
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

    private static final String GOOD = """
            apiVersion: v1
            kind: Config
            current-context: one
            clusters: [{name: east, cluster: {server: "https://one:6443"}}]
            users: [{name: jana, user: {token: secret}}]
            contexts: [{name: one, context: {cluster: east, user: jana}}]
            """;

    private String problemWith(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("config"), content);
        return catchThrowableOfType(
                        IllegalArgumentException.class, () -> Kubeconfig.load(Optional.of(file), Optional.empty()))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    clusters: [             | clusters: [{            | it is no kubeconfig, or no YAML in line 4
                    clusters: [{            | clusters: 5 #           | clusters is not of the kind that a kubeconfig has there
                    users: [{               | users: {a: b} #         | users is not of the kind that a kubeconfig has there
                    """)
    void shouldSayWhereAFileIsNoKubeconfig(String part, String instead, String problem) throws IOException {
        String content = GOOD.replace(part, instead);

        assertThat(problemWith(content))
                .isEqualTo("cannot read the kubeconfig " + directory.resolve("config") + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but a comment", "just a string", "[1, 2]", "null"})
    void shouldNameAFileThatHoldsSomethingElse(String content) throws IOException {
        assertThat(problemWith(content))
                .startsWith("cannot read the kubeconfig " + directory.resolve("config") + ": it is ");
    }

    @Test
    void shouldNameAFileThatIsNoText() throws IOException {
        Path file = Files.write(directory.resolve("config"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(() -> Kubeconfig.load(Optional.of(file), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read the kubeconfig " + file + ": it is no kubeconfig");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cluster: east,      | cluster: west,                          | context one names cluster west, which is not there: add it
                    user: jana}         | user: john}                             | context one names user john, which is not there: add it
                    server: "https://one:6443"  | {}                              | server of cluster east is no address such as https://10.0.0.1:6443
                    https://one:6443    | ftp://one                               | server of cluster east is no address such as https://10.0.0.1:6443
                    https://one:6443    | https://one:99999                       | server of cluster east is no address such as https://10.0.0.1:6443
                    https://one:6443    | not an address                          | server of cluster east is no address such as https://10.0.0.1:6443
                    6443"               | 6443", certificate-authority-data: "!"  | certificate-authority-data of cluster east is not base64
                    6443"               | 6443", certificate-authority-data: aGk= | certificate-authority of cluster east holds no certificate in PEM form
                    6443"               | 6443", certificate-authority: /none/ca  | cannot read /none/ca, the certificate-authority of cluster east
                    6443"               | 6443", proxy-url: "::"                  | proxy-url of cluster east is no address such as http://proxy:3128
                    token: secret       | token: "a b"                            | token of user jana has characters that no token has
                    token: secret       | tokenFile: /none/token                  | cannot read /none/token, the tokenFile of user jana
                    token: secret       | client-certificate-data: "!", client-key-data: "!" | client-certificate-data of user jana is not base64
                    token: secret       | client-certificate-data: aGk=, client-key-data: aGk= | client-certificate of user jana holds no certificate in PEM form
                    token: secret       | client-key-data: aGk=                   | user jana needs both client-certificate and client-key, or neither
                    token: secret       | exec: {apiVersion: client.authentication.k8s.io/v1} | exec of user jana has no command
                    """)
    void shouldSayWhatIsWrongInTheContextThatIsUsed(String part, String instead, String problem) throws IOException {
        String content = GOOD.replace(part, instead);

        assertThat(problemWith(content)).isEqualTo("kubeconfig " + directory.resolve("config") + ": " + problem);
    }

    @Test
    void shouldNotMindWhatIsWrongInOtherContexts() throws IOException {
        Path file = Files.writeString(directory.resolve("config"), GOOD.replace("}}]", "}}, {name: other}]"));

        assertThat(Kubeconfig.load(Optional.of(file), Optional.empty()).context())
                .isEqualTo("one");
    }

    @Test
    void shouldNotQuoteFromTheFile() throws IOException {
        assertThat(problemWith(GOOD.replace("secret}", "secret"))).doesNotContain("secret");
        assertThat(problemWith("secret")).doesNotContain("secret");
    }

    @Test
    void shouldNotGoOnWithoutCredentialsWhenTheCommandGivesNone() throws IOException {
        String content = GOOD.replace(
                "token: secret", "exec: {apiVersion: client.authentication.k8s.io/v1, command: \"false\"}");

        assertThat(problemWith(content))
                .isEqualTo("kubeconfig " + directory.resolve("config")
                        + ": the command of user jana gave no credentials: try it by hand");
    }
}
