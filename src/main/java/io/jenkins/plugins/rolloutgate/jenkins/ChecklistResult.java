package io.jenkins.plugins.rolloutgate.jenkins;

import io.jenkins.plugins.rolloutgate.checklist.state.Progress;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What steps of a checklist return to their Pipeline, in values that scripts can use. */
public final class ChecklistResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String url;
    private final int done;
    private final int total;
    private final boolean complete;

    ChecklistResult(String id, String url, Progress progress) {
        this.id = id;
        this.url = url;
        this.done = progress.done();
        this.total = progress.total();
        this.complete = progress.isComplete();
    }

    /** Of the record, by which later builds go on with it. */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** Of the page on the build; relative to the root of Jenkins. */
    @Whitelisted
    public String getUrl() {
        return url;
    }

    @Whitelisted
    public int getDone() {
        return done;
    }

    @Whitelisted
    public int getTotal() {
        return total;
    }

    /** Whether nothing that must be done is open or failed. */
    @Whitelisted
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String toString() {
        return id + " " + done + " of " + total;
    }
}
