package io.jenkins.plugins.rolloutgate.jenkins;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long releases are kept after their end: a release is kept no longer than the days, and no longer than there are
 * as many newer ones.
 *
 * @param days 0 for no limit
 * @param count 0 for no limit
 */
record Retention(int days, int count) {

    /** A release that is over. */
    record Ended(String id, Instant at) {}

    /** Ids of those to be deleted. */
    List<String> outdated(List<Ended> ended, Instant now) {
        Instant oldest = days == 0 ? Instant.MIN : now.minus(Duration.ofDays(days));
        List<Ended> newestFirst = new ArrayList<>(ended);
        newestFirst.sort(Comparator.comparing(Ended::at).reversed());
        List<String> outdated = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            Ended release = newestFirst.get(i);
            if (release.at().isBefore(oldest) || (count > 0 && i >= count)) {
                outdated.add(release.id());
            }
        }
        return outdated;
    }

    boolean keepsAll() {
        return days == 0 && count == 0;
    }
}
