package io.jenkins.plugins.rolloutgate.preflight;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A check that knows from the beginning what it has to read. */
public record PathsCheck(
        String name, Function<Subject, List<String>> paths, BiFunction<Subject, Answers, Finding> judge)
        implements Check {

    @Override
    public Step next(Subject subject, Answers answers) {
        List<String> all = paths.apply(subject);
        return all.stream().allMatch(answers::has) ? judge.apply(subject, answers) : Need.paths(all);
    }
}
