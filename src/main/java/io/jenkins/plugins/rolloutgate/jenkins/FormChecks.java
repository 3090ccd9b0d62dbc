package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.util.FormValidation;
import java.util.Optional;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Answers a form check to an administrator; anybody else learns nothing from it. */
final class FormChecks {

    private FormChecks() {}

    static FormValidation answer(Supplier<Optional<String>> problem) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        return problem.get().map(FormValidation::error).orElseGet(FormValidation::ok);
    }
}
