package io.jenkins.plugins.rolloutgate.jenkins;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import java.util.Collection;
import java.util.stream.Stream;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;

/**
 * A release or a checklist on the new build page of Jenkins: a tab that leads to its page, and a card with its line. Made anew
 * for each request; the page of builds as it has been shows the lines themselves.
 */
public final class BuildTab extends Tab {
    private final Action shown;

    private BuildTab(Run<?, ?> run, Action shown) {
        super(run);
        this.shown = shown;
    }

    /** What the card shows by its {@code entry.jelly}. */
    public Action getShown() {
        return shown;
    }

    /** Null for those who may not see it. */
    @Override
    public String getIconFileName() {
        return shown.getIconFileName();
    }

    @Override
    public String getDisplayName() {
        return shown.getDisplayName();
    }

    @Override
    public String getUrlName() {
        return shown.getUrlName();
    }

    /** Adds the tabs to every build that has something to show. */
    @Extension
    @SuppressWarnings("rawtypes") // the type by which Jenkins asks for all builds
    public static final class Factory extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        /** Nothing else, so that the actions themselves can be asked for while tabs are made. */
        @Override
        public Class<? extends Action> actionType() {
            return Tab.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run target) {
            Run<?, ?> run = target;
            return Stream.concat(
                            run.getActions(ChecklistAction.class).stream(),
                            run.getActions(ReleaseAction.class).stream())
                    .map(action -> new BuildTab(run, action))
                    .toList();
        }
    }
}
