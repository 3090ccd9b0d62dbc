package io.jenkins.plugins.rolloutgate.report.checklist;

import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import java.util.Optional;
import java.util.OptionalInt;

/** What whoever looks at the page of a checklist may do on it, and where its links lead. */
public interface Controls {
    /** Nothing, as in a file. */
    Controls NONE = new Controls() {
        @Override
        public boolean mayTick(Item item) {
            return false;
        }

        @Override
        public boolean mayWaive() {
            return false;
        }

        @Override
        public boolean mayAnswer(SignOff asked) {
            return false;
        }

        @Override
        public boolean mayOverride() {
            return false;
        }

        @Override
        public boolean mayStop() {
            return false;
        }

        @Override
        public Optional<String> release(String id) {
            return Optional.empty();
        }
    };

    /** Whether to tick the item, to fill in its blanks, and to say whether it applies. */
    boolean mayTick(Item item);

    boolean mayWaive();

    /** Whether they are of the role; who asked for the release is told that it does not count when they try. */
    boolean mayAnswer(SignOff asked);

    boolean mayOverride();

    /** Whether to have a release that runs rolled back. */
    boolean mayStop();

    /** Index of the section in which somebody wants to sign, where there are too many items for forms in all of them. */
    default OptionalInt section() {
        return OptionalInt.empty();
    }

    /** Where the page of a release is, from here. */
    Optional<String> release(String id);
}
