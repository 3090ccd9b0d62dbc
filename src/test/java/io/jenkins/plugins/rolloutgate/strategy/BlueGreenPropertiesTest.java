package io.jenkins.plugins.rolloutgate.strategy;

import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.ACTIVE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.BLUE;
import static io.jenkins.plugins.rolloutgate.strategy.ShopCluster.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.record.Verdict;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What holds whatever happens: releases through random disturbances of their cluster, their gates and their time, with
 * the safety rules of {@code docs/safety.md} asked of every decision on the way.
 */
class BlueGreenPropertiesTest {
    private static final int STEPS = 40;

    /** Takes random releases and shows each of their situations. */
    private static void walk(long seed, Consumer<Shop> look) {
        Random random = new Random(seed);
        Shop shop = random.nextInt(4) == 0 ? Shop.rollingBack() : Shop.deploying("web:2");
        shop.asked(a -> a.smoke(random.nextBoolean())
                .onFailure(random.nextBoolean() ? "hold" : "rollback")
                .watch(random.nextInt(40) + "s"));
        if (random.nextInt(3) == 0) {
            shop.cluster().autoscaler(BLUE, 2, 9, 3);
        }
        if (random.nextInt(3) == 0) {
            shop.cluster().autoscaler(GREEN, 1 + random.nextInt(3), 9, 3);
        }
        for (int i = 0; i < STEPS && !(shop.next() instanceof Action.End); i++) {
            look.accept(shop);
            if (random.nextInt(5) == 0) {
                disturb(shop, random);
                look.accept(shop);
            }
            if (!(shop.next() instanceof Action.End)) {
                shop.step();
            }
        }
        look.accept(shop);
    }

    private static void disturb(Shop shop, Random random) {
        String colour = random.nextBoolean() ? BLUE : GREEN;
        int count = random.nextInt(6);
        ShopCluster cluster = shop.cluster();
        boolean there = cluster.seen().deployment(colour).isPresent();
        switch (random.nextInt(there ? 12 : 3)) {
            case 0 -> shop.after(Duration.ofSeconds(random.nextInt(400)));
            case 1 -> shop.aborted("stopped");
            case 2 -> shop.note(EventKind.RESUMED, Json.object());
            case 3, 4, 5 -> cluster.ready(colour, count).follow();
            case 6 -> cluster.ready(colour, count);
            case 7 -> cluster.set(colour, "/spec/replicas", count);
            case 8 -> cluster.set(colour, "/spec/template/spec/containers/0/image", "web:" + count);
            case 9 -> cluster.set(ACTIVE, "/spec/selector/version", random.nextBoolean() ? "blue" : "green");
            case 10 -> cluster.pods(colour).follow();
            default -> fail(shop);
        }
    }

    private static void fail(Shop shop) {
        if (shop.next() instanceof Action.Evaluate) {
            shop.answered(Verdict.FAIL, "no");
        }
    }

    @Property(tries = 25)
    void theNextActionIsTotalAndDeterministic(@ForAll long seed) {
        walk(seed, shop -> assertThat(shop.next()).isNotNull().isEqualTo(shop.next()));
    }

    @Property(tries = 25)
    void theTrafficIsOnlyMovedToAColourThatIsReadyForIt(@ForAll long seed) {
        walk(seed, shop -> {
            if (key(shop).equals(BlueGreenChanges.SWITCH)) {
                Situation now = shop.situation();
                assertThat(now.readyNewPods())
                        .isGreaterThanOrEqualTo(now.need())
                        .isPositive();
            }
        });
    }

    @Property(tries = 25)
    void theTrafficIsOnlyMovedBackToAColourThatIsReadyForIt(@ForAll long seed) {
        walk(seed, shop -> {
            if (key(shop).equals(BlueGreenChanges.SWITCH_BACK)) {
                Situation now = shop.situation();
                assertThat(now.readyOldPods()).isPositive().isGreaterThanOrEqualTo(now.readyNewPods());
            }
        });
    }

    @Property(tries = 25)
    void noColourIsMadeSmallerWhileItHasTheTraffic(@ForAll long seed) {
        walk(seed, shop -> {
            if (shop.next() instanceof Action.Write write
                    && shop.cluster()
                            .seen()
                            .deployment(write.change().target().name())
                            .isPresent()) {
                String name = write.change().target().name();
                String selected = "web-"
                        + shop.cluster().at(ACTIVE, "/spec/selector/version").asText();
                assertThat(shrinks(shop, write) && name.equals(selected))
                        .as(shop.says())
                        .isFalse();
            }
        });
    }

    @Property(tries = 25)
    void theOldColourStandsUntilItsDrainIsOver(@ForAll long seed) {
        walk(seed, shop -> {
            if (key(shop).equals(BlueGreenChanges.SCALE_OLD)) {
                assertThat(shop.situation().sinceSwitch())
                        .isGreaterThanOrEqualTo(shop.spec().drain());
            }
        });
    }

    @Property(tries = 25)
    void anEndTellsWhereTheTrafficIs(@ForAll long seed) {
        walk(seed, shop -> {
            if (shop.next() instanceof Action.End end && shop.state().baseline().isPresent()) {
                boolean isNew = shop.situation().trafficIsNew();
                switch (end.outcome()) {
                    case PROMOTED -> assertThat(isNew).isTrue();
                    case ABORTED -> assertThat(isNew).isFalse();
                    case ROLLED_BACK -> assertThat(isNew).isEqualTo(shop.spec().isRollback());
                    default -> assertThat(end.reason()).contains("the traffic is on ");
                }
            }
        });
    }

    @Property(tries = 30)
    void aReleaseThatNobodyDisturbsIsPromotedWhateverItsSizes(
            @ForAll @IntRange(min = 1, max = 20) int blue,
            @ForAll @IntRange(max = 20) int green,
            @ForAll @IntRange(max = 20) int wish) {
        Shop shop = Shop.deploying("web:2")
                .when(cluster -> cluster.set(BLUE, "/spec/replicas", blue)
                        .set(GREEN, "/spec/replicas", green)
                        .settle())
                .asked(a -> a.replicas(wish == 0 ? null : wish))
                .ended();

        int size = Math.max(green, Math.max(blue, wish));
        assertThat(shop.says()).isEqualTo("PROMOTED: web:2 has all the traffic");
        assertThat(shop.cluster().at(GREEN, "/spec/replicas").asInt()).isEqualTo(size);
    }

    private static String key(Shop shop) {
        return shop.next() instanceof Action.Write write ? write.change().key() : "";
    }

    private static boolean shrinks(Shop shop, Action.Write write) {
        JsonNode size = shop.cluster().at(write.change().target().name(), "/spec/replicas");
        return write.change().patch().stream()
                .filter(op -> op.op().equals("add") && op.path().equals("/spec/replicas"))
                .anyMatch(op -> op.value().asInt() < size.asInt());
    }
}
