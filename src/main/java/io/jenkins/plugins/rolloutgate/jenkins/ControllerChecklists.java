package io.jenkins.plugins.rolloutgate.jenkins;

import com.google.common.util.concurrent.MoreExecutors;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.rolloutgate.checklist.state.ChecklistState;
import io.jenkins.plugins.rolloutgate.record.Event;
import io.jenkins.plugins.rolloutgate.record.RecordReader;
import io.jenkins.plugins.rolloutgate.run.Release;
import io.jenkins.plugins.rolloutgate.run.ReleaseStore;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecord;
import io.jenkins.plugins.rolloutgate.run.checklist.ChecklistRecords;
import io.jenkins.plugins.rolloutgate.run.checklist.Document;
import io.jenkins.plugins.rolloutgate.run.checklist.Following;
import io.jenkins.plugins.rolloutgate.run.checklist.Snapshot;
import io.jenkins.plugins.rolloutgate.run.checklist.Taking;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * All checklists of this controller. They are kept beside its releases and belong to no build, so that later builds and
 * people go on with them. Thread-safe; its methods read and write files.
 */
@Extension
public class ControllerChecklists {
    private static final Logger LOGGER = Logger.getLogger(ControllerChecklists.class.getName());

    /** Known before anybody looks at the matrix of permissions. */
    static final List<Permission> PERMISSIONS = List.of(
            ChecklistPermissions.VIEW,
            ChecklistPermissions.SIGN,
            ChecklistPermissions.WAIVE,
            ChecklistPermissions.OVERRIDE);

    private final ReleaseStore store = ControllerReleases.kept();
    private final ChecklistRecords records = new ChecklistRecords(store, InstantSource.system());

    public static ControllerChecklists get() {
        return ExtensionList.lookupSingleton(ControllerChecklists.class);
    }

    /** The checklist of an id, if it is kept. */
    Optional<ChecklistRecord> find(String id) {
        return store.has(id) ? Optional.of(records.find(id)) : Optional.empty();
    }

    /** The checklist that a build works on. */
    Optional<ChecklistRecord> of(Run<?, ?> run) {
        return Optional.ofNullable(run)
                .map(build -> build.getAction(ChecklistAction.class))
                .flatMap(action -> find(action.getChecklist()));
    }

    /**
     * Begins a checklist for a build.
     *
     * @throws IllegalArgumentException in one line, if the document cannot be used
     */
    ChecklistRecord start(Run<?, ?> run, Origin origin, Document document) throws IOException {
        ChecklistRecord record = records.start(document, Requester.of(run), Requester.people(run), origin.json());
        ChecklistAction.attach(run, record.snapshot().id());
        return record;
    }

    /** Lets go of a record that was deleted. */
    void forget(String id) {
        records.forget(id);
    }

    /** Opens recurring sections again whose time has come. */
    Snapshot reopen(ChecklistRecord record) throws IOException {
        return new Taking(record).reopen(ZoneId.systemDefault());
    }

    /** Copies what a release proves into the checklist of its build, if it has one. */
    void follow(Release release, Origin origin) {
        Executor lane =
                MoreExecutors.newSequentialExecutor(ControllerReleases.get().executor());
        lane.execute(() -> checklistOf(origin).ifPresent(record -> {
            Following following = new Following(record);
            AtomicBoolean waiting = new AtomicBoolean();
            Runnable copy = () -> {
                // A copy that has not begun yet takes all that comes meanwhile.
                if (waiting.compareAndSet(false, true)) {
                    lane.execute(() -> {
                        waiting.set(false);
                        copy(following, release.events(), release.head());
                    });
                }
            };
            release.listen(event -> copy.run());
            Future<?> unused = release.done().whenComplete((end, problem) -> copy.run());
            copy.run();
        }));
    }

    private Optional<ChecklistRecord> checklistOf(Origin origin) {
        return of(Run.fromExternalizableId(origin.buildId()));
    }

    private static void copy(Following to, List<Event> events, String head) {
        try {
            to.release(events, head);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "cannot take down what release " + events.get(0).text("release") + " proves");
        }
    }

    /** Makes up for what ended while nobody could take it down: at start-up, once unfinished releases go on. */
    void catchUp() {
        Future<?> unused = ControllerReleases.get()
                .recovered()
                .thenRunAsync(this::copyEnded, ControllerReleases.get().executor());
    }

    private void copyEnded() {
        try {
            for (String id : store.ids()) {
                if (id.startsWith(ChecklistState.STRATEGY)) {
                    copyEnded(id);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot list the checklists under " + store.root(), e);
        }
    }

    private void copyEnded(String id) {
        try {
            ChecklistRecord record = records.find(id);
            for (Event rollout : record.snapshot().rollouts()) {
                String release = rollout.text("release");
                boolean untold = !rollout.text("stage").equals("ended");
                if (untold
                        && store.has(release)
                        && ControllerReleases.get().find(release).isEmpty()) {
                    RecordReader.Result read = store.read(release);
                    copy(new Following(record), read.events(), read.head());
                }
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "checklist " + id + " cannot be read");
        }
    }
}
