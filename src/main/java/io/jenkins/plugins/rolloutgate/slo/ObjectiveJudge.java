package io.jenkins.plugins.rolloutgate.slo;

import java.util.List;

/** Stand-in until the real one is merged. */
public final class ObjectiveJudge {
    private ObjectiveJudge() {}

    public static Judgement judge(Objective objective, List<Sample> samples) {
        return Judgement.inconclusive(Reason.NO_DATA, java.util.Map.of(), "nothing");
    }
}
