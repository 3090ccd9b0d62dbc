package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Cause;
import hudson.model.Run;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Who stands behind a build. */
final class Requester {

    private Requester() {}

    /** Ids of all users in the chain of causes; {@code build JOB #N} where there is none. */
    static String of(Run<?, ?> run) {
        List<String> people = people(run);
        return people.isEmpty() ? build(run) : String.join(", ", people);
    }

    /** Ids of all users in the chain of causes; empty where there is none. */
    static List<String> people(Run<?, ?> run) {
        return users(run.getCauses()).distinct().toList();
    }

    static String build(Run<?, ?> run) {
        return "build " + run.getParent().getFullName() + " #" + run.getNumber();
    }

    private static Stream<String> users(List<Cause> causes) {
        return causes.stream().flatMap(cause -> {
            if (cause instanceof Cause.UserIdCause user) {
                return Stream.of(user.getUserId()).filter(Objects::nonNull);
            }
            return cause instanceof Cause.UpstreamCause upstream ? users(upstream.getUpstreamCauses()) : Stream.of();
        });
    }
}
