package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.model.Item;
import hudson.util.FormValidation;
import java.util.Optional;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Answers a form check to whoever may save the form; anybody else learns nothing from it. */
final class FormChecks {

    private FormChecks() {}

    static FormValidation answer(Supplier<Optional<String>> problem) {
        return answer(null, problem);
    }

    /** The same for a form of a job; without one only an administrator is answered. */
    static FormValidation answer(Item item, Supplier<Optional<String>> problem) {
        if (!mayConfigure(item)) {
            return FormValidation.ok();
        }
        return problem.get().map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
    }
}
