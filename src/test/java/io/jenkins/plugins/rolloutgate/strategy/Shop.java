package io.jenkins.plugins.rolloutgate.strategy;

import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Json;
import io.jenkins.plugins.rolloutgate.strategy.BlueGreenSpec.Mode;
import java.util.function.Consumer;

/** One blue-green release of a shop, for specifications. */
final class Shop extends Play<Shop> {
    private final BlueGreenArguments arguments;

    private Shop(Mode mode, ShopCluster cluster) {
        super(cluster);
        this.arguments = new BlueGreenArguments(mode).namespace("shop").application("web");
        note(EventKind.STARTED, Json.object().put("release", RELEASE).put("strategy", "blue-green"));
    }

    /** Blue has the traffic with three pods of {@code web:1}; green is to get this image and is at zero. Drains 60 s. */
    static Shop deploying(String image) {
        return new Shop(Mode.DEPLOY, new ShopCluster(3, "web:1", 0, "web:1"))
                .asked(a -> a.image(image).drain("60s"));
    }

    /** Blue has the traffic with three pods of {@code web:2}; green stands by with as many of {@code web:1}. */
    static Shop rollingBack() {
        return new Shop(Mode.ROLLBACK, new ShopCluster(3, "web:2", 3, "web:1"));
    }

    Shop asked(Consumer<BlueGreenArguments> change) {
        change.accept(arguments);
        return this;
    }

    @Override
    Shop self() {
        return this;
    }

    @Override
    Strategy strategy() {
        return new BlueGreenStrategy(spec());
    }

    BlueGreenSpec spec() {
        return arguments.spec();
    }

    Situation situation() {
        Baseline baseline = Json.read(state().baseline().orElseThrow().path("baseline"), Baseline.class);
        return new Situation(spec(), baseline, state(), cluster().seen(), now());
    }
}
