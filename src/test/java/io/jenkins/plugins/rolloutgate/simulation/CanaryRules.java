package io.jenkins.plugins.rolloutgate.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rolloutgate.cluster.ObjectRef;
import io.jenkins.plugins.rolloutgate.strategy.CanarySpec;
import java.util.List;

/** The safety rules of the design for canaries. */
final class CanaryRules extends WriteRules<CanarySpec> {
    private static final String IMAGE = "/spec/template/spec/containers/0/image";
    private static final String REPLICAS = "/spec/replicas";

    /** The largest share that the canary of each world was given; one release has a share that nobody judged. */
    private double largest;

    CanaryRules(SimulatedWorld world) {
        super(
                world,
                List.of(
                        "/spec/selector/version",
                        IMAGE,
                        REPLICAS,
                        "/spec/rules/0/backendRefs/0/weight",
                        "/spec/rules/0/backendRefs/1/weight"));
    }

    /** Who makes stable larger does so for the load; it may be made as large as it was at the start. */
    @Override
    boolean mayReplace(SimulatedRelease<CanarySpec> release, ObjectRef ref, String pointer) {
        return false;
    }

    @Override
    void changed(
            SimulatedRelease<CanarySpec> release, ObjectRef ref, ObjectNode before, ObjectNode after, boolean late) {
        switch (ref.kind()) {
            case SERVICE -> selected(release, before, after, late);
            case HTTP_ROUTE -> weighed(release, before, after, late);
            case DEPLOYMENT -> scaled(release, ref, before, after, late);
            default -> {}
        }
        double share = CanaryWorld.share(world);
        if (share > largest + 1e-9 && !release.hasTurnedBack()) {
            grown(release, share);
            largest = share;
        }
    }

    private void selected(SimulatedRelease<CanarySpec> release, ObjectNode before, ObjectNode after, boolean late) {
        boolean widened = after.at("/spec/selector/version").isMissingNode();
        require(
                late || widened || CanaryWorld.ableToServe(world) >= release.replicas,
                "1: traffic goes to " + CanaryWorld.ableToServe(world) + " ready pods of " + release.replicas);
        require(
                !widened
                        || world.object("Deployment", CanaryWorld.CANARY)
                                        .at(REPLICAS)
                                        .asInt()
                                == 0,
                "2: the selector picks a canary that stands");
        require(!before.at("/spec/selector").equals(after.at("/spec/selector")), "a selector is written for nothing");
    }

    private void weighed(SimulatedRelease<CanarySpec> release, ObjectNode before, ObjectNode after, boolean late) {
        double share = CanaryWorld.weight(after);
        int canary = world.ready(CanaryWorld.CANARY);
        int stable = world.ready(CanaryWorld.STABLE);
        require(
                late || canary >= share * release.replicas - 1e-9,
                "1: " + share + " of the traffic goes to " + canary + " ready pods, of " + release.replicas
                        + " for all");
        require(
                late || share > CanaryWorld.weight(before) || stable >= (1 - share) * release.replicas - 1e-9,
                "1: the traffic goes back to " + stable + " ready pods of " + release.replicas);
    }

    private void scaled(
            SimulatedRelease<CanarySpec> release, ObjectRef ref, ObjectNode before, ObjectNode after, boolean late) {
        boolean serving = CanaryWorld.hasTraffic(world, ref.name());
        boolean carries = CanaryWorld.share(world) > 0 || ref.name().equals(CanaryWorld.STABLE);
        boolean otherImage = !before.at(IMAGE).equals(after.at(IMAGE));
        require(
                !serving || !carries || !otherImage || before.at(REPLICAS).asInt() == 0,
                "2: " + ref + " gets another image while it has traffic");
        int was = before.at(REPLICAS).asInt();
        int is = after.at(REPLICAS).asInt();
        if (is < was && serving) {
            require(ref.name().equals(CanaryWorld.STABLE), "2: " + ref + " loses pods that have the traffic");
            int left = Math.min(world.ready(CanaryWorld.STABLE), is) + world.ready(CanaryWorld.CANARY);
            require(late || left >= release.replicas, "1: " + left + " ready pods are left of " + release.replicas);
        }
        if (is < was && ref.name().equals(CanaryWorld.CANARY)) {
            require(
                    late || release.hasTurnedBack() || world.ready(CanaryWorld.STABLE) >= release.replicas,
                    "2: the canary ends while stable is short of pods");
        }
    }

    /** More traffic for the new version than ever before needs everything so far to be proved. */
    private void grown(SimulatedRelease<CanarySpec> release, double share) {
        CanaryTruth truth = CanaryTruth.of(release);
        require(truth.unprobed() == 0 || !CanaryWorld.isRouted(world), "3: traffic goes to pods that nobody probed");
        boolean first = release.state().ramp().passed().isEmpty();
        require(first || truth.objection().isEmpty(), "3: more traffic although " + truth.objection());
        int passed = release.state().ramp().passed().size();
        int until = release.state().ramp().until();
        boolean ramping = passed < release.spec.phases().size();
        double decided = ramping ? release.spec.phases().get(passed).percent() / 100.0 : 1;
        double tolerated = release.spec.tolerance() / 100 + 1e-9;
        require(share <= decided + tolerated, "3: a share of " + share + " where " + decided + " was decided");
        require(
                passed == 0 || release.spec.phases().get(passed - 1).percent() < until || until == 100,
                "3: more traffic before the next stage");
    }
}
