package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rolloutgate.cluster.Annotations;
import io.jenkins.plugins.rolloutgate.cluster.Autoscaler;
import io.jenkins.plugins.rolloutgate.cluster.Deployment;
import io.jenkins.plugins.rolloutgate.cluster.PatchOp;
import io.jenkins.plugins.rolloutgate.cluster.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change is a patch that tests what it replaces, so that it takes effect once or not at all. */
class BlueGreenChangesTest {
    private static final Map<String, String> TO_GREEN = Map.of("app", "web", "version", "green");

    private static ShopCluster shop() {
        return new ShopCluster(3, "web:1", 2, "web:1")
                .autoscaler(GREEN, 5, 9, 5)
                .annotate("hpa-web-green", Annotations.MIN_REPLICAS, "2");
    }

    static Stream<Change> changes() {
        Service active = shop().seen().service(ACTIVE).orElseThrow();
        Deployment green = shop().seen().deployment(GREEN).orElseThrow();
        Autoscaler autoscaler = shop().seen().autoscalerOf(GREEN).orElseThrow();
        return Stream.of(
                BlueGreenChanges.select(BlueGreenChanges.SWITCH, active, TO_GREEN),
                BlueGreenChanges.size(BlueGreenChanges.PREPARE, green, "web", "web:2", 3),
                BlueGreenChanges.size(BlueGreenChanges.PREPARE, green, "web", "web:2", 2),
                BlueGreenChanges.size(BlueGreenChanges.PREPARE, green, "web", "web:1", 3),
                BlueGreenChanges.scale(BlueGreenChanges.SCALE_OLD, green, 0),
                BlueGreenChanges.retarget(BlueGreenChanges.RETARGET, autoscaler, BLUE),
                BlueGreenChanges.raiseMin(autoscaler, 6),
                BlueGreenChanges.restoreMin(autoscaler));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyReplacedFieldIsTestedBefore(Change change) {
        Set<String> tested = new HashSet<>();
        for (PatchOp op : change.patch()) {
            if (op.op().equals("test")) {
                tested.add(op.path());
            } else if (op.path().startsWith("/spec")) {
                assertThat(tested).contains(op.path());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aPatchAppliesToWhatWasSeenAndNotTwice(Change change) {
        ShopCluster shop = shop();
        String object = change.target().name();

        shop.apply(object, change.patch());

        assertThatThrownBy(() -> shop.apply(object, change.patch())).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theSummaryTellsFromWhatToWhat(Change change) {
        assertThat(change.summary()).contains(" -> ");
    }

    @ParameterizedTest
    @MethodSource("labels")
    void labelsOfAnyNameAreAddressed(String label) {
        ShopCluster shop = shop();
        shop.set(ACTIVE, "/spec/selector", Map.of(label, "blue"));
        Service active = shop.seen().service(ACTIVE).orElseThrow();

        Change change = BlueGreenChanges.select(BlueGreenChanges.SWITCH, active, Map.of(label, "green"));
        shop.apply(ACTIVE, change.patch());

        assertThat(shop.seen().service(ACTIVE).orElseThrow().selector()).isEqualTo(Map.of(label, "green"));
    }

    static List<String> labels() {
        return List.of("version", "example.com/colour", "a~b", "a~1b/c");
    }
}
