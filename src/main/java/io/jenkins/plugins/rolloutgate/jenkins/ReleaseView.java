package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.EventKind;
import io.jenkins.plugins.rolloutgate.record.Ramp;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.record.ReleaseState;
import io.jenkins.plugins.rolloutgate.report.Chain;
import io.jenkins.plugins.rolloutgate.report.ReleaseReport;
import io.jenkins.plugins.rolloutgate.run.Release;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a release shows at one moment: from memory while it is driven here, from its file otherwise.
 *
 * @param head hash of the last line
 */
record ReleaseView(List<Event> events, String head, Optional<String> damage) {

    /**
     * Looks at a release of this controller.
     *
     * @throws IOException if its record cannot be read
     */
    static ReleaseView of(ControllerReleases releases, String id) throws IOException {
        Optional<Release> driven = releases.find(id);
        return driven.isPresent() ? of(driven.get()) : of(releases.read(id));
    }

    static ReleaseView of(Release release) {
        // The head first: events that come in between only make the view newer than it says.
        String head = release.head();
        return new ReleaseView(release.events(), head, Optional.empty());
    }

    private static ReleaseView of(RecordReader.Result read) {
        return new ReleaseView(read.events(), read.head(), read.damage());
    }

    ReleaseReport report(Instant now) {
        return ReleaseReport.of(events, new Chain(head, damage), now);
    }

    /** What a person is asked now. */
    Optional<Ramp.Question> question() {
        return isOver() ? Optional.empty() : state().ramp().question();
    }

    /** Whether a phase with at least this share is over. */
    boolean hasPassed(int percent) {
        return state().ramp().passed().stream().anyMatch(passed -> passed.percent() >= percent);
    }

    boolean isOver() {
        return !events.isEmpty() && events.get(events.size() - 1).kind() == EventKind.ENDED;
    }

    private ReleaseState state() {
        return ReleaseState.of(events);
    }
}
