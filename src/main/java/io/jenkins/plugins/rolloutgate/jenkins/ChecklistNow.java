package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.checklist.Item;
import io.jenkins.plugins.rolloutgate.checklist.Selector;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.checklist.state.SignOff;
import io.jenkins.plugins.rolloutgate.run.checklist.RefusedException;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import java.time.Instant;
import java.util.List;

/** What a form is about, or why there is no such thing. */
record ChecklistNow(Snapshot snapshot, Instant time) {
    Item item(String id) throws RefusedException {
        try {
            return new Selector(snapshot.checklist()).find(Text.trim(id));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    /** What counts in a section and all inside it. */
    List<Item> itemsOf(String section) throws RefusedException {
        try {
            ChecklistState state = snapshot.state(time);
            return state.itemsOf(state.section(Text.trim(section)));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    SignOff signOff(String id) throws RefusedException {
        try {
            return snapshot.state(time).signOff(Text.trim(id));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }
}
