package io.jenkins.plugins.rolloutgate.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueGreenArgumentsTest {
    private static BlueGreenArguments shop() {
        return new BlueGreenArguments(Mode.DEPLOY)
                .namespace("shop")
                .application("checkout")
                .image("checkout:2");
    }

    @Test
    void namesFollowFromTheApplication() {
        BlueGreenSpec spec = shop().spec();

        assertThat(spec.blue()).isEqualTo("checkout-blue");
        assertThat(spec.green()).isEqualTo("checkout-green");
        assertThat(spec.service()).isEqualTo("checkout-active");
        assertThat(spec.previewService()).isEqualTo("checkout-preview");
        assertThat(spec.previewNamed()).isFalse();
    }

    @Test
    void namesThatAreGivenWin() {
        BlueGreenSpec spec = new BlueGreenArguments(Mode.DEPLOY)
                .namespace("shop")
                .blue("a")
                .green("b")
                .service("c")
                .previewService("d")
                .image("checkout:2")
                .spec();

        assertThat(spec.targets().deployments()).containsExactly("a", "b");
        assertThat(spec.targets().services()).containsExactly("c", "d");
        assertThat(spec.previewNamed()).isTrue();
        assertThat(spec.application()).isEqualTo("c");
    }

    @Test
    void whatIsNotGivenHasADefault() {
        BlueGreenSpec spec = shop().timeout(null).watch(" ").spec();

        assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(spec.watch()).isEqualTo(Duration.ofSeconds(30));
        assertThat(spec.probe()).contains(HttpProbe.DEFAULT);
        assertThat(spec.onFailure()).isEqualTo(OnFailure.ROLLBACK);
        assertThat(spec.replicas()).isZero();
    }

    @Test
    void aRollbackDoesNotWatchButLeavesTimeForProxies() {
        BlueGreenSpec spec = new BlueGreenArguments(Mode.ROLLBACK)
                .namespace("shop")
                .application("checkout")
                .spec();

        assertThat(spec.watch()).isZero();
        assertThat(spec.scaleDownDelay()).isZero();
        assertThat(spec.drain()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void valuesThatAreGivenWin() {
        BlueGreenSpec spec = shop().timeout("300")
                .drain("1m30s")
                .probe("/ready", 204, "http")
                .onFailure("Hold")
                .replicas(4)
                .spec();

        assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(spec.drain()).isEqualTo(Duration.ofSeconds(90));
        assertThat(spec.probe()).contains(new HttpProbe("/ready", 204, "http"));
        assertThat(spec.onFailure()).isEqualTo(OnFailure.HOLD);
        assertThat(spec.replicas()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    timeout      | soon         | timeout: 'soon' is not a duration: write 5m, 90s, 1h30m, or a number of seconds
                    timeout      | 0            | timeout must be longer than 0 s
                    watch        | -5           | watch: '-5' is not a duration: write 5m, 90s, 1h30m, or a number of seconds
                    onFailure    | panic        | onFailure must be rollback or hold, not 'panic'
                    replicas     | 0            | replicas must be from 1 to 10000, not 0
                    probe        | /a/../b      | probe path /a/../b may not have dot segments, empty segments, backslashes, or encoded slashes, dots or percents
                    image        | a b          | image 'a b' is not an image name
                    namespace    | Shop         | namespace 'Shop' is not a Kubernetes name
                    """)
    void aWrongValueIsNamed(String argument, String value, String message) {
        UnaryOperator<BlueGreenArguments> change = arguments -> switch (argument) {
            case "timeout" -> arguments.timeout(value);
            case "watch" -> arguments.watch(value);
            case "onFailure" -> arguments.onFailure(value);
            case "replicas" -> arguments.replicas(Integer.valueOf(value));
            case "probe" -> arguments.probe(value, null, null);
            case "image" -> arguments.image(value);
            default -> arguments.namespace(value);
        };

        assertThatThrownBy(() -> change.apply(shop()).spec())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void withoutAnApplicationAllThreeNamesAreNeeded() {
        BlueGreenArguments arguments = new BlueGreenArguments(Mode.DEPLOY)
                .namespace("shop")
                .blue("a")
                .green("b")
                .image("x:1");

        assertThatThrownBy(arguments::spec)
                .hasMessage("application is missing: name it, or name all of blue, green and service");
    }

    @ParameterizedTest
    @CsvSource({"timeout, 99999999999999999", "watch, 31d", "drain, 9999999h", "scaleDownDelay, 99999999999999999"})
    void timesThatNoReleaseTakesAreRefused(String argument, String value) {
        BlueGreenArguments arguments = shop();
        UnaryOperator<String> given = name -> name.equals(argument) ? value : null;

        arguments
                .timeout(given.apply("timeout"))
                .watch(given.apply("watch"))
                .drain(given.apply("drain"))
                .scaleDownDelay(given.apply("scaleDownDelay"));

        assertThatThrownBy(arguments::spec).hasMessage(argument + " must be at most 30d");
    }
}
