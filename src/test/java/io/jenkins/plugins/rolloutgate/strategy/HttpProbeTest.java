package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A probe goes through the API server's proxy, where some paths would lead to other API objects. */
class HttpProbeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/health", "/a/b-c_d~e", "/v1.2/.well-known/x", "/a..b", "/...", "/health?a=../b&c=%2F"})
    void aPlainPathIsTaken(String path) {
        assertThatCode(() -> new HttpProbe(path, 200, "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/.",
                "/a/..",
                "/a/../b",
                "/a/./b",
                "/a/.",
                "/%2e%2e/b",
                "/%2E./b",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a\\..\\b",
                "/a%252e",
                "//host/x",
                "/a//b",
                "/../?a",
                "/..#a"
            })
    void aPathThatCouldLeaveThePodIsRefused(String path) {
        assertThatThrownBy(() -> new HttpProbe(path, 200, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probe path " + path + " may not have dot segments, empty segments, backslashes, or"
                        + " encoded slashes, dots or percents");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\tb", "/a\r\nHost: x", "/\u00e9", "/a#b", "/a?b c"})
    void aPathThatIsNotPlainAsciiIsRefused(String path) {
        assertThatThrownBy(() -> new HttpProbe(path, 200, "")).hasMessageContaining("must be plain ASCII");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "health", "http://other/health", "?a"})
    void aPathThatIsNotAbsoluteIsRefused(String path) {
        assertThatThrownBy(() -> new HttpProbe(path, 200, "")).hasMessage("probe path " + path + " must begin with /");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600})
    void aStatusThatIsNoneIsRefused(int status) {
        assertThatThrownBy(() -> new HttpProbe("/", status, ""))
                .hasMessage("probe status " + status + " is not an HTTP status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80/..", "HTTP", "80:90", " "})
    void aPortThatIsNoneIsRefused(String port) {
        assertThatThrownBy(() -> new HttpProbe("/", 200, port))
                .hasMessage("probe port " + port + " is neither a number nor a port name");
    }

    @Test
    void theDefaultAsksForHealth() {
        assertThat(HttpProbe.DEFAULT).isEqualTo(new HttpProbe("/health", 200, ""));
    }

    /** What a proxy does: it decodes, perhaps twice, and resolves dot segments. */
    @Property(tries = 500)
    void whateverIsTakenStaysBelowThePodWhenAProxyResolvesIt(@ForAll("paths") String path) {
        String pod = "/api/v1/namespaces/shop/pods/web/proxy";
        try {
            new HttpProbe(path, 200, "");
        } catch (IllegalArgumentException refused) {
            return;
        }

        String once = decoded(path.split("\\?", 2)[0]);

        assertThat(Path.of(pod + decoded(once)).normalize().toString()).startsWith(pod);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("/", ".", "..", "%2e", "%2E", "%2f", "%5c", "%25", "2e", "a", "?", "\\", "%")
                .list()
                .ofMaxSize(9)
                .map(parts -> "/" + String.join("", parts));
    }

    private static String decoded(String path) {
        return path.replaceAll("(?i)%2e", ".")
                .replaceAll("(?i)%2f", "/")
                .replaceAll("(?i)%5c", "/")
                .replace("%25", "%")
                .replace('\\', '/');
    }
}
