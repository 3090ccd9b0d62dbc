package io.jenkins.plugins.rolloutgate.run.checklist;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a role is asked to approve.
 *
 * @param from users and groups; empty for whom the role stands in the configuration
 * @param quorum how many people must approve, from 1
 * @param distinct whether who approved for another role does not count
 * @param section of the checklist that it is about; empty for all of it
 * @param requesters ids of people who cannot approve beside those who began the record
 * @param subject what is approved, by name, such as {@code image} and {@code plan}: with another one, approvals do not count
 */
public record Question(
        String role,
        List<String> from,
        int quorum,
        boolean distinct,
        String section,
        Optional<Duration> expires,
        List<String> requesters,
        Map<String, String> subject) {

    public Question {
        from = List.copyOf(from);
        requesters = List.copyOf(requesters);
        subject = Map.copyOf(subject);
    }
}
