package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.record.Outcome;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.report.Status;
import io.jenkins.plugins.rolloutgate.report.Timing;
import io.jenkins.plugins.rolloutgate.report.Tone;
import java.util.Optional;

/**
 * How one release of the demo went.
 *
 * @param loses whether requests fail because the new version itself fails them
 * @param sent requests counted from before its first write until after its end
 */
record DemoResult(String title, Outcome expected, boolean loses, ReportFiles files, long sent, long failed) {
    Outcome outcome() {
        return ReleaseState.of(files.report().events()).end().orElseThrow().outcome();
    }

    /** Also nothing counted is no success. */
    boolean passed() {
        return outcome() == expected && (failed == 0 || loses) && sent > 0;
    }

    String change() {
        return files.report().heading().fromShort() + " → "
                + files.report().heading().toShort();
    }

    /** The time that its kind of release is judged by. */
    Optional<Timing> timing() {
        return files.report().timings().stream()
                .filter(timing -> timing.took().isPresent() && timing.status() != Status.NOT_NEEDED)
                .reduce((one, other) -> outcome() == Outcome.PROMOTED ? one : other);
    }

    String sentence(Style style) {
        Tone tone = passed() ? Tone.PASS : Tone.FAIL;
        return style.mark(tone) + " " + files.report().standing().title() + ": "
                + files.report().standing().sentence();
    }
}
